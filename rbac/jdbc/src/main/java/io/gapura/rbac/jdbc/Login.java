package io.gapura.rbac.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/**
 * Opens connections and gives up on a database that neither answers nor refuses: what a driver waits for before it has a
 * connection, no setting of JDBC bounds. A connection that comes too late is closed. At most four threads log in, and who
 * comes then waits as long for one of them: a database that hangs costs four threads, however often it is asked. Thread-safe.
 */
final class Login {
    private static final int MOST_WAITING = 4;

    /** SQLSTATE: the connection could not be established. */
    private static final String UNABLE = "08001";

    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private final DataSource database;
    private final Duration patience;

    Login(DataSource database, Duration patience) {
        this.database = database;
        this.patience = patience;
    }

    Connection open() throws SQLException {
        acquire();
        CompletableFuture<Connection> opened = new CompletableFuture<>();
        Thread thread = new Thread(() -> open(opened), "gapura-jdbc-login");
        thread.setDaemon(true);
        thread.start();
        return awaited(opened);
    }

    private void acquire() throws SQLException {
        try {
            if (!waiting.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SQLTimeoutException("earlier log-ins are still waiting", UNABLE);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", UNABLE, stopping);
        }
    }

    private void open(CompletableFuture<Connection> opened) {
        try {
            Connection connection = database.getConnection();
            if (!opened.complete(connection)) {
                connection.close();
            }
        } catch (SQLException | RuntimeException | Error failed) {
            opened.completeExceptionally(failed);
        } finally {
            waiting.release();
        }
    }

    private Connection awaited(CompletableFuture<Connection> opened) throws SQLException {
        try {
            return opened.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            SQLException gaveUp = new SQLTimeoutException("no log-in in time", UNABLE, late);
            if (opened.completeExceptionally(gaveUp)) {
                throw gaveUp;
            }
            return opened.getNow(null);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            opened.completeExceptionally(stopping);
            throw new SQLException("interrupted", UNABLE, stopping);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof SQLException refused
                    ? refused
                    : new SQLException("no log-in", UNABLE, failed.getCause());
        }
    }
}
