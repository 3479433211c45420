package io.gapura.examples.orders;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.gapura.filters.ConfigurationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/**
 * The tables and a bounded pool of connections; the same statements run on H2 and on PostgreSQL. Thread-safe.
 *
 * <p>Values reach a statement by parameter only, so that no text of a request ever becomes SQL (CWE-89).
 */
final class Database implements AutoCloseable {
    /** Texts of clients have twice their bound: H2 counts UTF-16 units where constraints count code points. */
    private static final List<String> TABLES = List.of("""
            CREATE TABLE IF NOT EXISTS people (
              name VARCHAR(32) PRIMARY KEY, role VARCHAR(32) NOT NULL, password VARCHAR(200) NOT NULL)""", """
            CREATE TABLE IF NOT EXISTS tokens (
              digest CHAR(64) PRIMARY KEY, name VARCHAR(32) NOT NULL REFERENCES people, expires BIGINT NOT NULL)""", """
            CREATE TABLE IF NOT EXISTS purchase_orders (
              id VARCHAR(36) PRIMARY KEY, item VARCHAR(80) NOT NULL, quantity INT NOT NULL, cents BIGINT NOT NULL,
              status VARCHAR(10) NOT NULL, maker VARCHAR(300) NOT NULL, approver VARCHAR(300), created BIGINT NOT NULL)""", """
            ALTER TABLE purchase_orders ADD COLUMN IF NOT EXISTS tenant VARCHAR(128)""", """
            ALTER TABLE purchase_orders ALTER COLUMN item SET DATA TYPE VARCHAR(160)""", """
            CREATE TABLE IF NOT EXISTS customers (
              id VARCHAR(36) PRIMARY KEY, name VARCHAR(80) NOT NULL, city VARCHAR(80) NOT NULL,
              owner VARCHAR(300) NOT NULL)""", """
            ALTER TABLE customers ALTER COLUMN name SET DATA TYPE VARCHAR(160)""", """
            ALTER TABLE customers ALTER COLUMN city SET DATA TYPE VARCHAR(160)""", """
            CREATE TABLE IF NOT EXISTS documents (
              id VARCHAR(32) PRIMARY KEY, customer VARCHAR(36) NOT NULL REFERENCES customers,
              created BIGINT NOT NULL)""", """
            CREATE TABLE IF NOT EXISTS recovery_codes (
              id VARCHAR(36) PRIMARY KEY, name VARCHAR(32) NOT NULL REFERENCES people, code VARCHAR(600) NOT NULL)""");

    private final HikariDataSource pool;

    /** One use of a connection. */
    @FunctionalInterface
    interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** The database did not answer as expected; what it said is for the log alone. */
    static final class UnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnavailableException(SQLException cause) {
            super("the database failed, SQL state " + cause.getSQLState(), cause);
        }
    }

    private Database(HikariDataSource pool) {
        this.pool = pool;
    }

    /** Connects and makes the tables. The URL may hold a password: no message repeats it. */
    static Database open(Settings settings, DataFolder data) {
        String url = settings.databaseUrl().orElse("jdbc:h2:file:" + data.database());
        if (!url.startsWith("jdbc:postgresql:") && !url.startsWith("jdbc:h2:")) {
            throw ConfigurationException.of("DATABASE_URL must begin with jdbc:postgresql: or jdbc:h2:");
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(8);
        config.setConnectionTimeout(5_000);
        Database database;
        try {
            database = new Database(new HikariDataSource(config));
        } catch (PoolInitializationException | IllegalArgumentException | IllegalStateException unreachable) {
            throw ConfigurationException.of("the database cannot be opened: is it running, is DATABASE_URL right, "
                    + "is another demo using the same DATA_DIR?");
        }
        database.run(Database::createTables);
        return database;
    }

    private static boolean createTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute(table);
            }
        }
        return true;
    }

    /** Every statement commits by itself. */
    <T> T run(Work<T> work) {
        try (Connection connection = pool.getConnection()) {
            return work.with(connection);
        } catch (SQLException failed) {
            throw new UnavailableException(failed);
        }
    }

    /** All statements of the work, or none of them. */
    <T> T inOneStep(Work<T> work) {
        return run(connection -> {
            connection.setAutoCommit(false);
            try {
                T result = work.with(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException failed) {
                connection.rollback();
                throw failed;
            } finally {
                connection.setAutoCommit(true);
            }
        });
    }

    /** For a library that opens its connections itself. */
    DataSource source() {
        return pool;
    }

    @Override
    public void close() {
        pool.close();
    }
}
