package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gapura.filters.ServerPort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The same stores on a real PostgreSQL, each test in a database of its own. */
class StoresOnPostgresTest extends StoresTest {
    private static @Nullable EmbeddedPostgres server;

    @BeforeAll
    static void startServer() throws IOException {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        assumeTrue(system.equals("Linux amd64"), "PostgreSQL for tests is there for Linux amd64 alone, not " + system);
        server = EmbeddedPostgres.builder()
                .setPort(ServerPort.free())
                .setPGStartupWait(Duration.ofMinutes(5))
                .start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Override
    Demo open() {
        String name = "orders_" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return Demo.on(folder, server.getJdbcUrl("postgres", name));
    }

    @Test
    void itIsPostgresIndeed() {
        try (Demo demo = open()) {
            String product =
                    demo.database.run(connection -> connection.getMetaData().getDatabaseProductName());
            assertThat(product).isEqualTo("PostgreSQL");
        }
    }
}
