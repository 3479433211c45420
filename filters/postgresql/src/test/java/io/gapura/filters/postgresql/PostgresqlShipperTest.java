package io.gapura.filters.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.ServerPort;
import io.gapura.filters.audit.JsonLinesSink;
import io.gapura.filters.audit.PatientLog;
import io.gapura.filters.audit.ShippedLog;
import io.gapura.filters.audit.StoredLog;
import io.gapura.filters.audit.ship.Cable;
import io.gapura.filters.audit.ship.Shipment;
import io.gapura.filters.audit.ship.ShippedLine;
import io.gapura.filters.audit.ship.Shipper;
import io.gapura.filters.audit.ship.ShipperContract;
import io.gapura.filters.audit.ship.TestSettings;
import io.gapura.filters.audit.tlog.Checkpoint;
import io.gapura.filters.audit.tlog.LogProof;
import io.gapura.filters.audit.tlog.NotProvenException;
import io.gapura.filters.audit.tlog.NoteKey;
import io.gapura.filters.audit.tlog.TreeHash;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a real PostgreSQL, behind a cable that can be pulled. */
class PostgresqlShipperTest extends ShipperContract {
    private static @Nullable EmbeddedPostgres postgres;
    private static @Nullable Cable cable;

    @BeforeAll
    static void startServer() throws Exception {
        postgres = EmbeddedPostgres.builder()
                .setPort(ServerPort.free())
                .setPGStartupWait(Duration.ofMinutes(5))
                .start();
        cable = new Cable().to(postgres.getPort());
        execute("create role writer login password 'writes'");
        execute("create role stranger login password 'nothing'");
    }

    @AfterAll
    static void stopServer() throws Exception {
        Objects.requireNonNull(cable).close();
        Objects.requireNonNull(postgres).close();
    }

    @BeforeEach
    void empty() throws Exception {
        execute("drop table if exists gapura_audit cascade");
    }

    private static Connection connect() throws SQLException {
        return Objects.requireNonNull(postgres).getPostgresDatabase().getConnection();
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> asked(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    private static String url() {
        return "jdbc:postgresql://localhost:" + Objects.requireNonNull(cable).port() + "/postgres";
    }

    @Override
    protected Shipper shipper() {
        return TestSettings.open("postgresql", Map.of("address", url(), "user", "postgres"));
    }

    @Override
    protected List<String> stored() throws Exception {
        boolean there = asked("select to_regclass('gapura_audit')::text").get(0) != null;
        return there ? asked("select line from gapura_audit order by sequence") : List.of();
    }

    @Override
    protected void stop() throws Exception {
        Objects.requireNonNull(cable).pull();
    }

    @Override
    protected void start() {
        Objects.requireNonNull(cable).plug();
    }

    /** The row alone, a proof and the public key: neither the file nor trust in the database is needed. */
    @Test
    void aRowOfTheTableIsProvenAgainstACheckpoint() throws Exception {
        NoteKey key = NoteKey.generate(ShippedLog.ORIGIN, new SecureRandom());
        Path directory = temp.resolve("signed");
        try (JsonLinesSink sink =
                PatientLog.to(directory).origin(ShippedLog.ORIGIN).signedBy(key).shippedTo("db", shipper(), true)) {
            ShippedLog.append(sink, 9);
        }

        String row = asked("select line from gapura_audit where log_uid = '" + ShippedLog.ORIGIN + "' and sequence = 6")
                .get(0);
        byte[] line = row.getBytes(StandardCharsets.UTF_8);
        LogProof proof = LogProof.parse(StoredLog.at(directory).prove(6).toBytes());
        Checkpoint checkpoint = proof.check(line, key.verifier());
        assertThat(checkpoint.size()).isGreaterThanOrEqualTo(9);
        assertThat(asked("select leaf_hash from gapura_audit where sequence = 6"))
                .containsExactly(TreeHash.ofLeaf(line).base64());
        execute("update gapura_audit set line = replace(line, '/orders/6', '/orders/7') where sequence = 6");
        byte[] bent =
                asked("select line from gapura_audit where sequence = 6").get(0).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> proof.check(bent, key.verifier())).isInstanceOf(NotProvenException.class);
    }

    @Test
    void columnsAnswerWhatIsAskedMost() throws Exception {
        List<ShippedLine> lines = log.shipped(3);
        shipper().take(new Shipment(lines));

        assertThat(asked("select event_uid from gapura_audit order by sequence"))
                .isEqualTo(lines.stream().map(ShippedLine::uid).toList());
        assertThat(asked("select distinct log_uid from gapura_audit")).containsExactly(ShippedLog.ORIGIN);
        assertThat(
                        asked(
                                "select distinct to_char(time at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS') from gapura_audit"))
                .containsExactly("2026-03-01 12:00:00.123");
        assertThat(asked("select distinct class_uid::text || event_code from gapura_audit"))
                .containsExactly("6003gapura_access");
        assertThat(asked("select distinct caller from gapura_audit")).containsExactly("anonymous");
        assertThat(asked("select correlation_uid from gapura_audit order by sequence")) // each ends its own request
                .isEqualTo(lines.stream().map(ShippedLine::uid).toList());
        assertThat(asked("select event #>> '{http_request,url,path}' from gapura_audit where sequence = 2"))
                .containsExactly("/orders/2");
    }

    @Test
    void indexesAndTheUniqueKeyAreThere() throws Exception {
        shipper().take(new Shipment(log.shipped(1)));

        assertThat(asked("select indexdef from pg_indexes where tablename = 'gapura_audit' order by 1"))
                .anySatisfy(index -> assertThat(index).contains("USING brin (\"time\")"))
                .anySatisfy(index -> assertThat(index).contains("USING btree (caller, \"time\")"))
                .anySatisfy(index -> assertThat(index).contains("USING btree (correlation_uid)"))
                .anySatisfy(index -> assertThat(index).contains("UNIQUE").contains("(log_uid, sequence, \"time\")"));
    }

    private static ShippedLine at(long sequence, String millis) {
        byte[] line = ("{\"class_uid\":1008,\"metadata\":{\"event_code\":\"x\"},\"time\":" + millis + "}")
                .getBytes(StandardCharsets.UTF_8);
        return ShippedLine.of("log", sequence, "uid-" + sequence, "f", line);
    }

    /** Both sides of the turn of a year, in UTC whatever the zone of the database. */
    @Test
    void eachMonthHasAPartition() throws Exception {
        execute("alter role postgres set timezone to 'Pacific/Auckland'");
        try {
            shipper().take(new Shipment(List.of(at(0, "1798761599999"), at(1, "1798761600000"))));
        } finally {
            execute("alter role postgres reset timezone");
        }

        assertThat(asked("select tableoid::regclass::text from gapura_audit order by sequence"))
                .containsExactly("gapura_audit_y2026m12", "gapura_audit_y2027m01");
    }

    @Test
    void nodesThatBeginAtOnceMakeOneTable() throws Exception {
        List<ShippedLine> lines = log.shipped(4);
        List<Thread> nodes = new ArrayList<>();
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 6; i++) {
            Thread node = new Thread(() -> {
                try (Shipper shipper = shipper()) {
                    shipper.take(new Shipment(lines));
                } catch (Exception failed) {
                    failures.add(failed);
                }
            });
            node.start();
            nodes.add(node);
        }
        for (Thread node : nodes) {
            node.join();
        }

        assertThat(failures).isEmpty();
        assertThat(stored()).hasSize(4);
    }

    /** A role that may insert and nothing else, into what was made beforehand. */
    @Test
    void aRoleThatMayOnlyInsertIsEnough() throws Exception {
        List<ShippedLine> lines = log.shipped(5);
        shipper().take(new Shipment(lines.subList(0, 1)));
        execute("grant select, insert on gapura_audit to writer");
        Path secret = Files.writeString(temp.resolve("secret"), "writes\n");

        Shipper writer = TestSettings.open(
                "postgresql", Map.of("address", url(), "user", "writer", "secret", secret.toString()));
        writer.take(new Shipment(lines.subList(1, 5)));

        assertThat(stored()).hasSize(5);
    }

    @Test
    void aTableThatRefusesIsToldByItsStateAlone() throws Exception {
        List<ShippedLine> lines = log.shipped(2);
        shipper().take(new Shipment(lines.subList(0, 1)));
        execute("alter table gapura_audit add constraint never check (sequence < 1)");

        assertThatThrownBy(() -> shipper().take(new Shipment(lines.subList(1, 2))))
                .isInstanceOf(IOException.class)
                .hasMessage("PostgreSQL said 23514");
        Path secret = Files.writeString(temp.resolve("secret"), "nothing");
        Map<String, String> stranger = new HashMap<>(Map.of("address", url(), "user", "stranger"));
        stranger.put("secret", secret.toString());
        assertThatThrownBy(() -> TestSettings.open("postgresql", stranger).take(new Shipment(lines)))
                .isInstanceOf(IOException.class)
                .hasMessage("PostgreSQL said 42501");
        assertThat(stored()).hasSize(1);
    }

    @Test
    void aShipmentIsThereWholeOrNot() throws Exception {
        List<ShippedLine> lines = log.shipped(5);
        shipper().take(new Shipment(lines.subList(0, 1)));
        execute("alter table gapura_audit add constraint never check (sequence < 4)");

        assertThatThrownBy(() -> shipper().take(new Shipment(lines.subList(1, 5))))
                .isInstanceOf(IOException.class);
        assertThat(stored()).hasSize(1);
    }

    @Test
    void anotherTableMayBeNamedWithItsSchema() throws Exception {
        execute("create schema if not exists evidence");
        execute("drop table if exists evidence.lines cascade");
        TestSettings.open("postgresql", Map.of("address", url(), "user", "postgres", "into", "evidence.lines"))
                .take(new Shipment(log.shipped(2)));

        assertThat(asked("select count(*) from evidence.lines")).containsExactly("2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:mem:x",
                "postgresql://localhost/x",
                "jdbc:postgresql://localhost/x?password=secret",
                "jdbc:postgresql://localhost/x?ssl=true&PASSWORD=secret",
                "jdbc:postgresql://localhost:notaport/x"
            })
    void anAddressHoldsNoSecretAndIsOne(String address) {
        assertThatThrownBy(() -> TestSettings.open("postgresql", Map.of("address", address)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("audit.ship.there.address")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a;drop table x", "A", "a.b.c", "1a", "a\"b"})
    void aTablesNameIsOne(String table) {
        assertThatThrownBy(() -> TestSettings.open("postgresql", Map.of("address", url(), "into", table)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("audit.ship.there.into");
    }
}
