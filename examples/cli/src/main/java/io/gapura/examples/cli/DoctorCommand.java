package io.gapura.examples.cli;

import io.gapura.filters.testkit.doctor.Diagnosis;
import io.gapura.filters.testkit.doctor.Doctor;
import io.gapura.filters.testkit.doctor.Options;
import io.gapura.filters.testkit.doctor.Probes;
import io.gapura.filters.testkit.doctor.Server;
import io.gapura.filters.testkit.doctor.Severity;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Examines a running application: what its answers tell, where its server is laxer than the gate, what closes it. */
@Command(
        name = "doctor",
        description = {
            "Sends malformed, oversized and unwanted requests to a running application, and prints what leaks, where the"
                    + " server is laxer than the gate, and the setting that closes it.",
            "Examine only what you may. Methods that change something go to paths that nobody has.",
            "Ends with 0 when clean, 1 with a leak, 2 when it was not reached or not finished, 3 on wrong usage."
        },
        exitCodeOnInvalidInput = DoctorCommand.USAGE,
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    static final int LEAK = 1;
    static final int NOT_REACHED = 2;
    static final int USAGE = 3;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "URL",
            description = "A resource that answers, or the application's root with its slash.")
    private String url = "";

    @Option(
            names = "--canary",
            description = "6 to 64 letters and digits, sent everywhere; also plant it. Random without.")
    private Optional<String> canary = Optional.empty();

    @Option(
            names = {"-H", "--header"},
            description = "Header line 'Name: value' for every request, such as a credential.")
    private List<String> headers = new ArrayList<>();

    @Option(names = "--throwing", paramLabel = "PATH", description = "Path that fails when it is asked for.")
    private List<String> throwing = new ArrayList<>();

    @Option(
            names = "--parameter",
            paramLabel = "PATH",
            description = "Path with a typed parameter at {} or at its end: /orders/{} or /orders?page=.")
    private List<String> parameters = new ArrayList<>();

    @Option(
            names = "--server",
            description = "Server whose settings are named; recognised without: ${COMPLETION-CANDIDATES}.")
    private Optional<Server> server = Optional.empty();

    @Option(names = "--trust", paramLabel = "FILE", description = "PEM certificates to trust instead of the JDK's.")
    private Optional<Path> trust = Optional.empty();

    @Option(names = "--timeout", description = "Seconds for one request; 5.")
    private long timeout = 5;

    @Option(names = "--within", description = "Seconds for all; 180.")
    private long within = 180;

    @Option(names = "--rate", description = "Most requests in a second; 50.")
    private int rate = 50;

    @Option(names = "--intrusive", description = "Send methods that change something to the URL itself, too.")
    private boolean intrusive;

    @Option(names = "--strict", description = "What is lax, and notes, end with 1, too.")
    private boolean strict;

    @Option(names = "--json", description = "Print the report as one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        URI uri;
        Options options;
        List<?> probes;
        try {
            uri = URI.create(url);
            options = options();
            probes = Probes.at(uri, options);
        } catch (IllegalArgumentException wrong) {
            return failed(USAGE, String.valueOf(wrong.getMessage()));
        } catch (IOException unreadable) {
            return failed(USAGE, "the certificates to trust cannot be read");
        }
        announce(uri, options, probes.size());
        try {
            return report(Doctor.examine(uri, options));
        } catch (SSLException untrusted) {
            return failed(
                    NOT_REACHED,
                    "no TLS there, or a certificate that is not trusted or is for another host; see --trust");
        }
    }

    private Options options() throws IOException {
        Options options = Options.standard()
                .timeout(Duration.ofSeconds(timeout))
                .within(Duration.ofSeconds(within))
                .perSecond(rate);
        options = canary.isPresent() ? options.canary(canary.get()) : options;
        options = server.isPresent() ? options.server(server.get()) : options;
        options = intrusive ? options.dangerouslyIntrusive() : options;
        options = trust.isPresent() ? options.trust(TrustFile.read(trust.get())) : options;
        for (String header : headers) {
            options = options.header(header);
        }
        for (String path : throwing) {
            options = options.throwing(path);
        }
        for (String path : parameters) {
            options = options.parameter(path);
        }
        return options;
    }

    /** Before the first byte goes out. */
    private void announce(URI uri, Options options, int probes) {
        spec.commandLine()
                .getErr()
                .println(String.format(
                        Locale.ROOT,
                        "gapura: %d requests to %s, at most %d in a second and for %d s; canary %s; methods that change"
                                + " something go to %s",
                        probes,
                        uri.getRawAuthority(),
                        options.perSecond(),
                        options.within().toSeconds(),
                        options.canary(),
                        options.intrusive() ? "the URL itself" : "paths that nobody has"));
    }

    private int report(Diagnosis diagnosis) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.print(DoctorJson.of(diagnosis));
        } else {
            DoctorText.print(diagnosis, out);
        }
        out.flush();
        if (!diagnosis.reached()) {
            return failed(NOT_REACHED, "nobody answered");
        }
        if (diagnosis.has(Severity.LEAK) || strict && !diagnosis.findings().isEmpty()) {
            return LEAK;
        }
        return diagnosis.finished()
                ? 0
                : failed(
                        NOT_REACHED,
                        diagnosis.notRun().size() + " requests were not sent: it is not known to be clean");
    }

    private int failed(int code, String message) {
        spec.commandLine().getErr().println("gapura: " + message);
        return code;
    }
}
