package io.gapura.rbac.jdbc;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.ContentHash;
import io.gapura.rbac.PolicyStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.sql.DataSource;

/**
 * Policies in the table {@code gapura_policy} of a database, every version kept. Works with every database that knows
 * {@code order by … fetch first 1 row only} (SQL:2008), and is tested on PostgreSQL.
 *
 * <p>Thread-safe: a connection for each call, given up on after five seconds: five for the log-in, five for each
 * answer. Holds nothing open.
 */
public final class JdbcPolicyStore implements PolicyStore {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int LONGEST = 1 << 20;
    private static final Executor SAME_THREAD = Runnable::run;

    private static final String LATEST = "select version, document, digest, reason from gapura_policy where name = ?"
            + " order by version desc fetch first 1 row only";
    private static final String INSERT =
            "insert into gapura_policy (name, version, document, digest, reason) values (?, ?, ?, ?, ?)";

    private final Login login;
    private final String policy;

    private JdbcPolicyStore(Login login, String policy) {
        this.login = login;
        this.policy = policy;
    }

    /**
     * The policy of that name.
     *
     * @param policy 1 to 64 letters, digits and {@code . _ -}
     * @throws IllegalArgumentException for another name
     */
    public static JdbcPolicyStore of(DataSource database, String policy) {
        return of(database, policy, PATIENCE);
    }

    /** The same, giving up on a log-in after that time. */
    static JdbcPolicyStore of(DataSource database, String policy, Duration patience) {
        if (!policy.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("a policy is named by 1 to 64 letters, digits and . _ -");
        }
        return new JdbcPolicyStore(new Login(database, patience), policy);
    }

    @Override
    public String name() {
        return "gapura_policy:" + policy;
    }

    @Override
    public Stored load() {
        try (Connection connection = connection()) {
            connection.setReadOnly(true);
            return latest(connection).orElseThrow(() -> ConfigurationException.of(name() + " has no version yet"));
        } catch (SQLException failed) {
            throw unreachable(failed);
        }
    }

    private Connection connection() throws SQLException {
        Connection connection = login.open();
        connection.setNetworkTimeout(SAME_THREAD, (int) PATIENCE.toMillis());
        connection.setAutoCommit(true);
        return connection;
    }

    private Optional<Stored> latest(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LATEST)) {
            select.setQueryTimeout((int) PATIENCE.toSeconds());
            select.setString(1, policy);
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                String text = rows.getString(2);
                requireUnchanged(text, rows.getString(3));
                return Optional.of(new Stored(Long.toString(rows.getLong(1)), text, rows.getString(4)));
            }
        }
    }

    private void requireUnchanged(String text, String digest) {
        if (text.length() > LONGEST) {
            throw ConfigurationException.of(name() + " is larger than " + LONGEST + " bytes");
        }
        if (!ContentHash.of(text).hex().equals(digest.strip())) {
            throw ConfigurationException.of(name() + " was changed in place: its digest is of another text");
        }
    }

    @Override
    public Optional<String> replace(String expected, String text, String reason) {
        if (reason.isBlank() || reason.length() > 1_000) {
            throw new IllegalArgumentException("a reason has 1 to 1,000 characters");
        }
        try (Connection connection = connection()) {
            String current = latest(connection).map(Stored::version).orElse("0");
            if (!current.equals(expected)) {
                return Optional.empty();
            }
            return insert(connection, Long.parseLong(current) + 1, text, reason);
        } catch (SQLException failed) {
            throw unreachable(failed);
        }
    }

    /** Somebody may have been quicker since the look: the primary key admits one version of a number. */
    private Optional<String> insert(Connection connection, long version, String text, String reason)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setQueryTimeout((int) PATIENCE.toSeconds());
            insert.setString(1, policy);
            insert.setLong(2, version);
            insert.setString(3, text);
            insert.setString(4, ContentHash.of(text).hex());
            insert.setString(5, reason);
            insert.executeUpdate();
            return Optional.of(Long.toString(version));
        } catch (SQLException failed) {
            if (isTaken(failed)) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    /** Class 23 of SQLSTATE is an integrity constraint; the key is the only one that a valid row can break. */
    private static boolean isTaken(SQLException failed) {
        return failed instanceof SQLIntegrityConstraintViolationException || "23505".equals(failed.getSQLState());
    }

    /** The state alone: a driver's words may hold addresses and values. */
    private ConfigurationException unreachable(SQLException failed) {
        return ConfigurationException.of(name() + " cannot be reached: SQLSTATE " + failed.getSQLState());
    }
}
