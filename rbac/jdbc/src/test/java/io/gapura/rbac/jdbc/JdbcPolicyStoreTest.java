package io.gapura.rbac.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.ServerPort;
import io.gapura.filters.config.Reference;
import io.gapura.rbac.PolicySource;
import io.gapura.rbac.PolicyStore.Stored;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcPolicyStoreTest {
    private static final String FIRST = "version: 1\nroles:\n  clerk: { grants: [ \"order:read\" ] }\n";
    private static final String SECOND = FIRST + "  manager: { includes: [ clerk ] }\n";
    private static final String TABLE =
            "create table gapura_policy (name varchar(64) not null, version bigint not null, document text not null,"
                    + " digest char(64) not null, reason varchar(1000) not null,"
                    + " changed timestamp with time zone not null default current_timestamp,"
                    + " primary key (name, version))";

    private static @Nullable EmbeddedPostgres postgres;

    @TempDir
    Path directory;

    private final DataSource database = Objects.requireNonNull(postgres).getPostgresDatabase();
    private final JdbcPolicyStore store = JdbcPolicyStore.of(database, "orders", Duration.ofMinutes(5));

    @BeforeAll
    static void start() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder()
                .setPort(ServerPort.free())
                .setPGStartupWait(Duration.ofMinutes(5))
                .start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
            statement.execute("create role reader login password 'reads'");
            statement.execute("grant select on gapura_policy to reader");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        Objects.requireNonNull(postgres).close();
    }

    @BeforeEach
    void empty() throws SQLException {
        run("delete from gapura_policy");
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    @Test
    void theHighestVersionOfItsNameCounts() {
        assertThat(store.replace("0", FIRST, "first roles")).contains("1");
        assertThat(store.replace("1", SECOND, "a manager")).contains("2");
        assertThat(JdbcPolicyStore.of(database, "other", Duration.ofMinutes(5)).replace("0", FIRST, "somebody else"))
                .contains("1");
        assertThat(store.load()).isEqualTo(new Stored("2", SECOND, "a manager"));
        assertThat(store.read()).isEqualTo(SECOND.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whoeverSawAnOlderVersionWritesNothing() {
        store.replace("0", FIRST, "first roles");
        store.replace("1", SECOND, "a manager");
        assertThat(store.replace("1", FIRST, "late")).isEmpty();
        assertThat(store.replace("3", FIRST, "early")).isEmpty();
        assertThat(store.load().text()).isEqualTo(SECOND);
    }

    @Test
    void ofManyWritersAtOnceOneWins() throws InterruptedException, ExecutionException {
        store.replace("0", FIRST, "first roles");
        int writers = 8;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Optional<String>>> results = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            String text = SECOND + "# " + i + "\n";
            results.add(threads.submit(() -> {
                start.await();
                return store.replace("1", text, "a race");
            }));
        }
        start.countDown();
        int won = 0;
        for (Future<Optional<String>> result : results) {
            won += result.get().isPresent() ? 1 : 0;
        }
        threads.shutdown();
        assertThat(won).isEqualTo(1);
        assertThat(store.load().version()).isEqualTo("2");
    }

    @Test
    void aTextThatWasChangedInPlaceIsNoPolicy() throws SQLException {
        store.replace("0", FIRST, "first roles");
        run("update gapura_policy set document = document || '# changed'");
        assertThatThrownBy(store::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("changed in place");
    }

    @Test
    void nothingIsNoPolicy() {
        assertThatThrownBy(store::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("has no version yet");
    }

    @Test
    void aDatabaseThatIsAwayIsSaidWithoutItsAddress() {
        DataSource away = new DriverSource("jdbc:postgresql://127.0.0.1:1/secret", new Properties());
        assertThatThrownBy(JdbcPolicyStore.of(away, "orders")::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("gapura_policy:orders cannot be reached: SQLSTATE 08001");
    }

    /** Accepts connections, and never says a word. */
    @Test
    void aDatabaseThatHangsAtTheLoginIsGivenUpOn() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String url = "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/x";
            JdbcPolicyStore hanging =
                    JdbcPolicyStore.of(new DriverSource(url, new Properties()), "orders", Duration.ofMillis(200));
            long before = System.nanoTime();
            assertThatThrownBy(hanging::load)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage("gapura_policy:orders cannot be reached: SQLSTATE 08001");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMinutes(5));
        }
    }

    @Test
    void theTextAndItsReasonAreOfOneVersion() {
        store.replace("0", FIRST, "first roles");
        assertThat(store.text().content()).isEqualTo(FIRST.getBytes(StandardCharsets.UTF_8));
        assertThat(store.text().reason()).contains("first roles");
    }

    @Test
    void aReasonHasOneToAThousandCharacters() {
        assertThat(store.replace("0", FIRST, "r".repeat(1_000))).contains("1");
        assertThatIllegalArgumentException().isThrownBy(() -> store.replace("1", SECOND, "r".repeat(1_001)));
        assertThatIllegalArgumentException().isThrownBy(() -> store.replace("1", SECOND, " "));
    }

    @Test
    void aPolicyHasAPlainNameOfUpTo64Characters() {
        assertThat(JdbcPolicyStore.of(database, "n".repeat(64)).name()).endsWith("n");
        assertThatIllegalArgumentException().isThrownBy(() -> JdbcPolicyStore.of(database, "n".repeat(65)));
        assertThatIllegalArgumentException().isThrownBy(() -> JdbcPolicyStore.of(database, "or der"));
    }

    @Test
    void anAccountThatMayOnlyReadReadsAndCannotWrite() throws IOException {
        store.replace("0", FIRST, "first roles");
        PolicySource source = opened("url = " + Objects.requireNonNull(postgres).getJdbcUrl("reader", "postgres")
                + "\nuser = reader\npassword = reads\nname = orders\n");
        assertThat(source.read()).isEqualTo(FIRST.getBytes(StandardCharsets.UTF_8));
        assertThat(source)
                .isInstanceOfSatisfying(
                        JdbcPolicyStore.class,
                        reading -> assertThatThrownBy(() -> reading.replace("1", SECOND, "not mine"))
                                .isInstanceOf(ConfigurationException.class)
                                .hasMessageContaining("42501"));
    }

    private PolicySource opened(String lines) throws IOException {
        Path file = Files.writeString(directory.resolve("db.properties"), lines);
        return new JdbcPolicyProvider().open(Optional.of(Reference.file(file)));
    }

    private void refused(String lines, String word) {
        assertThatThrownBy(() -> opened(lines))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(word);
    }

    @Test
    void anAddressIsEitherANameOrAUrl() {
        refused("user = a\n", "either jndi or url");
        refused("jndi = java:comp/env/jdbc/app\nurl = jdbc:postgresql:x\n", "either jndi or url");
        refused("jndi = java:comp/env/jdbc/app\nsecret = x\n", "knows jndi");
        refused("jndi = java:comp/env/jdbc/app\n", "names nothing");
        refused("jndi = ldap://evil.example/a\n", "a name such as");
        refused("jndi = java:comp/env/jdbc/app\nname = or der\n", "names nothing");
        refused("url = jdbc:postgresql://127.0.0.1:1/x\nname = or der\n", "1 to 64");
        assertThatThrownBy(() -> new JdbcPolicyProvider().open(Optional.empty()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("rbac.policy must lead");
        assertThat(new JdbcPolicyProvider().name()).isEqualTo("jdbc");
    }
}
