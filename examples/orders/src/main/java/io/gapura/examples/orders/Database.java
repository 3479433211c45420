package io.gapura.examples.orders;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.gapura.filters.ConfigurationException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * The tables and a bounded pool of connections; the same statements run on H2 and on PostgreSQL. Thread-safe.
 *
 * <p>Values reach a statement by parameter only, so that no text of a request ever becomes SQL (CWE-89).
 */
final class Database implements AutoCloseable {
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

    /** Connects, and makes the tables unless another role owns them. The URL may hold a password: no message repeats it. */
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
        boolean ready = false;
        try {
            boolean ignored = database.run(Schema::prepare);
            ready = true;
            return database;
        } catch (UnavailableException refused) {
            throw ConfigurationException.of("the tables cannot be made: has their owner run orders schema?");
        } finally {
            if (!ready) {
                database.close();
            }
        }
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
