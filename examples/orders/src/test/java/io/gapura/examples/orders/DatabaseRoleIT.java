package io.gapura.examples.orders;

import static io.gapura.examples.orders.DemoClient.TEA;
import static io.gapura.examples.orders.DemoClient.idOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gapura.filters.ServerPort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo on a PostgreSQL where the role that serves owns nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DatabaseRoleIT {
    @TempDir
    private static Path data;

    private @Nullable EmbeddedPostgres server;
    private String role;

    @BeforeAll
    void makeTheTables() throws Exception {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        assumeTrue(system.equals("Linux amd64"), "PostgreSQL for tests is there for Linux amd64 alone, not " + system);
        server = EmbeddedPostgres.builder()
                .setPort(ServerPort.free())
                .setPGStartupWait(Duration.ofMinutes(5))
                .start();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE orders_app LOGIN");
            statement.execute("CREATE DATABASE early");
        }
        role = server.getJdbcUrl("orders_app", "postgres");
        try (DemoProcess command = schema("orders_app")) {
            assertThat(command.exitCode()).as(command.errors()).isZero();
        }
    }

    @AfterAll
    void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private DemoProcess schema(String name) throws Exception {
        Map<String, String> owner = Map.of("DATABASE_URL", server.getJdbcUrl("postgres", "postgres"));
        return DemoProcess.start(8080, data, owner, "schema", name);
    }

    /** PostgreSQL before 15 lets everybody make tables in the schema public, and a role that may do that needs no owner. */
    @Test
    void beforeTheTablesAreThereTheDemoDoesNotStartAndSaysWhy() throws Exception {
        try (Connection owner = server.getDatabase("postgres", "early").getConnection();
                Statement statement = owner.createStatement()) {
            statement.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        }
        assertDoesNotStart("has their owner run orders schema?");

        try (Connection owner = server.getDatabase("postgres", "early").getConnection();
                Statement statement = owner.createStatement()) {
            statement.execute("CREATE TABLE people (name VARCHAR(32) PRIMARY KEY)");
        }
        assertDoesNotStart("tables are missing: their owner has to run orders schema again");
    }

    private void assertDoesNotStart(String why) throws Exception {
        String early = server.getJdbcUrl("orders_app", "early");
        try (DemoProcess demo = DemoProcess.start(ServerPort.free(), data, Map.of("DATABASE_URL", early))) {
            assertThat(demo.exitCode()).isEqualTo(1);
            assertThat(demo.errors()).contains("orders does not start: ", why);
        }
    }

    @Test
    void theDemoServesWithARoleThatOwnsNothing() throws Exception {
        int port = ServerPort.free();
        DemoClient client = new DemoClient(port, data);
        try (DemoProcess demo = DemoProcess.start(port, data, Map.of("DATABASE_URL", role))) {
            demo.untilReady(port);

            String id = idOf(client.post("/api/orders", TEA, client.person("rani")));
            assertThat(client.post("/api/orders/" + id + "/approval", "", client.person("budi"))
                            .statusCode())
                    .isEqualTo(200);
            String customer = "{\"name\":\"Toko Maju\",\"city\":\"Bandung\"}";
            id = idOf(client.post("/api/customers", customer, client.person("rani")));
            assertThat(client.get("/api/customers?name=maju", client.person("rani"))
                            .body())
                    .contains(id);
            assertThat(client.get("/api/customers/" + id + "/documents", client.person("rani"))
                            .body())
                    .isEqualTo("[]");
            String note = "{\"title\":\"Boxes\",\"text\":\"three\"}";
            assertThat(client.post("/api/customers/" + id + "/notes", note, client.person("rani"))
                            .statusCode())
                    .isEqualTo(201);
            byte[] list = "name,city\nKopi Asli,Medan\n".getBytes(StandardCharsets.UTF_8);
            assertThat(client.upload("/api/customers/import", "list.csv", "text/csv", list, "rani")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(client.post("/api/login", "", client.person("rani")).statusCode())
                    .isEqualTo(200);
            assertThat(client.post("/api/recovery/codes", "", client.person("rani"))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE customers",
                "ALTER TABLE people ADD COLUMN more INT",
                "TRUNCATE purchase_orders",
                "CREATE TABLE mine (id INT)",
                "CREATE SCHEMA mine",
                "CREATE INDEX mine ON customers (name)",
                "TRUNCATE tokens",
                "DROP TABLE notes",
                "UPDATE notes SET author = 'people:dewi'",
                "DELETE FROM notes",
                "ALTER TABLE people OWNER TO orders_app",
                "DELETE FROM purchase_orders",
                "DELETE FROM people",
                "UPDATE customers SET owner = 'people:dewi'",
                "DELETE FROM documents",
                "CREATE TRIGGER mine BEFORE INSERT ON people EXECUTE FUNCTION suppress_redundant_updates_trigger()",
                "COPY people TO PROGRAM 'true'"
            })
    void theRoleThatServesCannotDoMore(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(role);
                Statement statement = connection.createStatement()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.execute(sql))
                    .returns("42501", SQLException::getSQLState);
        }
    }

    /** PostgreSQL says nothing when there is nothing to give. */
    @Test
    void theRoleThatServesCannotGiveItselfMore() throws Exception {
        try (Connection connection = DriverManager.getConnection(role);
                Statement statement = connection.createStatement()) {
            statement.execute("GRANT ALL ON people TO orders_app, PUBLIC");
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.execute("DELETE FROM people"))
                    .returns("42501", SQLException::getSQLState);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"orders_app\"; DROP TABLE people; --", "Orders", "", "1st", "no_such_role", "pg_monitor; --"})
    void whatIsNoRoleIsRefused(String name) throws Exception {
        try (DemoProcess command = schema(name)) {
            assertThat(command.exitCode()).isEqualTo(1);
            assertThat(command.errors()).contains("role").doesNotContain("DROP");
        }
    }
}
