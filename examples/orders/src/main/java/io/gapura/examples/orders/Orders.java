package io.gapura.examples.orders;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Deployment;
import io.gapura.filters.Pipeline;
import io.gapura.filters.audit.JsonLinesSink;
import io.gapura.filters.audit.LogVerifier;
import io.gapura.filters.audit.tlog.NoteVerifier;
import io.gapura.filters.audit.view.LogViewer;
import io.gapura.filters.jaxrs.GapuraFeature;
import io.gapura.filters.servlet.Endpoints;
import io.gapura.filters.servlet.GapuraFilter;
import io.gapura.rbac.AccessMatrix;
import io.gapura.validation.files.FileStore;
import io.gapura.validation.files.StoreRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.logging.LogManager;
import org.glassfish.jersey.servlet.ServletContainer;

/**
 * Starts the demo: reads the environment, prints what to try, and serves until it is told to stop. With {@code token} and
 * what it should say, it prints an access token instead; with {@code reseal} it brings stored secrets under the key of today;
 * with {@code schema} and a role of PostgreSQL it makes the tables, and lets that role work with them and no more.
 */
public final class Orders implements AutoCloseable {
    private static final int BATCH = 100;

    private final Database database;
    private final FileStore documents;
    private final Deployment deployment;
    private final Server server;
    private final LogViewer log;

    private Orders(Database database, FileStore documents, Deployment deployment, Server server, LogViewer log) {
        this.database = database;
        this.documents = documents;
        this.deployment = deployment;
        this.server = server;
        this.log = log;
    }

    /** Exit code 1 and one line that says what is wrong, when it cannot start. */
    public static void main(String[] arguments) throws IOException {
        quietLog();
        try {
            Settings settings = Settings.of(EnvFile.addedTo(System.getenv()));
            if (arguments.length == 1 && arguments[0].equals("reseal")) {
                System.exit(reseal(settings) ? 0 : 1);
            }
            if (arguments.length == 2 && arguments[0].equals("schema")) {
                makeSchema(settings, arguments[1]);
                return;
            }
            if (arguments.length > 0) {
                System.out.println(token(List.of(arguments), settings));
                return;
            }
            Orders orders = start(settings, InstantSource.system());
            Runtime.getRuntime().addShutdownHook(new Thread(orders::close, "stop"));
            System.out.println(Tour.of(settings).text());
            System.out.println("Policies\n  " + String.join("\n  ", orders.deployment.posture()));
            System.out.println("Where the gate stands\n  "
                    + String.join("\n  ", orders.deployment.report().lines()));
            System.out.println(
                    "Endpoints\n" + orders.deployment.coverage().toString().indent(2));
            System.out.println("ready " + settings.origin());
        } catch (ConfigurationException refused) {
            System.err.println((arguments.length > 0 ? "usage: " : "orders does not start: ") + refused.getMessage());
            System.exit(1);
        }
    }

    private static String token(List<String> arguments, Settings settings) {
        if (!arguments.get(0).equals("token")) {
            throw ConfigurationException.of("orders takes no argument but token, reseal and schema ROLE");
        }
        return TokenCommand.of(arguments.subList(1, arguments.size()))
                .token(DataFolder.at(settings.dataDir()), InstantSource.system());
    }

    private static void makeSchema(Settings settings, String role) {
        try (Database database = Database.open(settings, DataFolder.at(settings.dataDir()))) {
            boolean ignored = database.inOneStep(connection -> Schema.grant(connection, role));
            System.out.println("the tables are there, and " + role + " may work with them");
        } catch (Database.UnavailableException refused) {
            throw ConfigurationException.of("the role cannot be granted anything: does it exist, are the tables ours?");
        }
    }

    private static boolean reseal(Settings settings) {
        DataFolder data = DataFolder.at(settings.dataDir());
        try (Database database = Database.open(settings, data)) {
            return new ResealCommand(new RecoveryCodes(database, Secrets.cipher(data)), data)
                    .run(BATCH, new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        }
    }

    /** Warnings of the libraries; what the gate does stands in the audit log. */
    private static void quietLog() throws IOException {
        if (System.getProperty("java.util.logging.config.file") == null) {
            try (InputStream quiet = Orders.class.getResourceAsStream("/logging.properties")) {
                LogManager.getLogManager().readConfiguration(quiet);
            }
        }
    }

    static Orders start(Settings settings, InstantSource clock) {
        DataFolder data = DataFolder.at(settings.dataDir());
        PartnerKeys.makeIfAbsent(data);
        ShopSecret.makeIfAbsent(data);
        TokenIssuer ignored = TokenIssuer.in(data);
        Policies.makeIfAbsent(data);
        Database database = Database.open(settings, data);
        try {
            return start(settings, data, database, clock);
        } catch (RuntimeException failed) {
            database.close();
            throw failed;
        }
    }

    private static Orders start(Settings settings, DataFolder data, Database database, InstantSource clock) {
        FileStore documents = FileStore.open(data.documents(), StoreRules.defaults());
        try {
            return start(settings, data, database, documents, clock);
        } catch (RuntimeException failed) {
            close(documents);
            throw failed;
        }
    }

    private static Orders start(
            Settings settings, DataFolder data, Database database, FileStore documents, InstantSource clock) {
        People people = People.in(database, data);
        Tokens tokens = new Tokens(database, clock);
        OrderBook book = new OrderBook(database, clock);
        CustomerBook customers = new CustomerBook(database);
        LoginAttempts attempts = new LoginAttempts(clock);
        RecoveryCodes codes = new RecoveryCodes(database, Secrets.cipher(data));
        ApiDocument document = ApiDocument.in(data);
        JsonLinesSink audit = Gate.audit(data);
        Pipeline pipeline = Gate.pipeline(
                settings,
                data,
                new PeoplePolicy(people, tokens, attempts),
                documents,
                document,
                audit,
                OrderChecks.on(book, customers));
        Deployment deployment = Deployment.create();
        LogViewer log = viewer(data);
        Api api = new Api(
                new Api.Stores(
                        book,
                        customers,
                        new CustomerImport(customers, documents),
                        new DocumentBook(database, documents, clock),
                        new NoteBook(database, clock),
                        tokens,
                        people,
                        codes,
                        attempts,
                        document,
                        log,
                        Readiness.of(audit::health)),
                GapuraFeature.in(deployment, pipeline));
        Server server = new Server(settings.port(), data.server(), deployment)
                .gate(new GapuraFilter(pipeline, Endpoints.JAXRS))
                .servlet("/api/*", new ServletContainer(api))
                .servlet("/report", new ReportServlet(book))
                .servlet("/access", new AccessPage(() -> AccessMatrix.of(deployment)))
                .servlet("/", new NowhereServlet())
                .start();
        deployment.open();
        return new Orders(database, documents, deployment, server, log);
    }

    private static LogViewer viewer(DataFolder data) {
        NoteVerifier key = AuditKey.in(data).verifier();
        return LogViewer.of(
                data.audit(), Optional.of(key), LogVerifier.of(data.audit()).key(key));
    }

    @Override
    public void close() {
        server.close();
        log.close();
        close(documents);
        database.close();
    }

    private static void close(FileStore documents) {
        try {
            documents.close();
        } catch (IOException held) {
            throw new UncheckedIOException("the folder of the documents stays locked", held);
        }
    }
}
