package io.gapura.rbac.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoginTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();

    /** A connection that can be closed, and nothing else. */
    private final Connection connection = (Connection) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                if (method.getName().equals("close")) {
                    closed.countDown();
                }
                return null;
            });

    /** Waits before it connects, as a driver does whose server says nothing. */
    private final DataSource hanging = source(() -> {
        asked.incrementAndGet();
        released.await();
        return connection;
    });

    private interface Connecting {
        Connection connect() throws Exception;
    }

    private static DataSource source(Connecting connecting) {
        return (DataSource) Proxy.newProxyInstance(
                LoginTest.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (self, method, arguments) -> connecting.connect());
    }

    @AfterEach
    void release() {
        released.countDown();
    }

    @Test
    void aConnectionThatComesInTimeIsHandedOut() throws SQLException {
        assertThat(new Login(source(() -> connection), Duration.ofMinutes(5)).open())
                .isSameAs(connection);
        assertThat(closed.getCount()).isEqualTo(1);
    }

    @Test
    void whatTheDriverSaysIsSaid() {
        Login refused = new Login(
                source(() -> {
                    throw new SQLException("no", "28P01");
                }),
                Duration.ofMinutes(5));
        assertThatThrownBy(refused::open)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        said -> assertThat(said.getSQLState()).isEqualTo("28P01"));
        Login broken = new Login(
                source(() -> {
                    throw new IllegalStateException("a bug of the driver");
                }),
                Duration.ofMinutes(5));
        assertThatThrownBy(broken::open)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        said -> assertThat(said.getSQLState()).isEqualTo("08001"));
    }

    @Test
    void aConnectionThatComesTooLateIsClosed() throws InterruptedException {
        assertThatThrownBy(new Login(hanging, SHORT)::open).isInstanceOf(SQLTimeoutException.class);
        assertThat(closed.getCount()).isEqualTo(1);
        released.countDown();
        assertThat(closed.await(5, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void aDatabaseThatHangsCostsFourThreads() throws InterruptedException {
        Login login = new Login(hanging, SHORT);
        for (int i = 0; i < 6; i++) {
            assertThatThrownBy(login::open).isInstanceOf(SQLTimeoutException.class);
        }
        askedBy(4);
        assertThat(asked.get()).isEqualTo(4);
    }

    @Test
    void whoeverComesWhileFourLogInWaitsForOneOfThem() throws InterruptedException {
        Login login = new Login(hanging, Duration.ofMinutes(5));
        CountDownLatch done = new CountDownLatch(6);
        for (int i = 0; i < 6; i++) {
            Thread thread = new Thread(() -> {
                try {
                    login.open();
                    done.countDown();
                } catch (SQLException late) {
                    throw new AssertionError(late);
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        askedBy(4);
        released.countDown();
        assertThat(done.await(5, TimeUnit.MINUTES)).isTrue();
        assertThat(asked.get()).isEqualTo(6);
    }

    /** A thread that was started may come to it later. */
    private void askedBy(int threads) throws InterruptedException {
        for (int i = 0; i < 60_000 && asked.get() < threads; i++) {
            Thread.sleep(5);
        }
    }

    @Test
    void whoeverIsInterruptedStopsWaiting() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(new Login(hanging, Duration.ofMinutes(5))::open).isInstanceOf(SQLException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
