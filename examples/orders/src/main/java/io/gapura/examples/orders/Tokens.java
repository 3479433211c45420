package io.gapura.examples.orders;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Bearer tokens: 256 random bits that mean nothing outside this database, which keeps their SHA-256 alone. They end after
 * 15 minutes. Thread-safe.
 */
final class Tokens {
    static final Duration LIFETIME = Duration.ofMinutes(15);

    private final Database database;
    private final InstantSource clock;

    Tokens(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A new token; those that have ended are removed on the way. */
    String issue(String name) {
        String token = Secrets.random();
        database.run(connection -> {
            removeEnded(connection);
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO tokens (digest, name, expires) VALUES (?, ?, ?)")) {
                insert.setString(1, digest(token));
                insert.setString(2, name);
                insert.setLong(3, clock.millis() + LIFETIME.toMillis());
                return insert.executeUpdate();
            }
        });
        return token;
    }

    /** Who holds the token, as long as it lasts. Looked up by digest: the time of a comparison tells nothing. */
    Optional<Person> holder(String token) {
        return database.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT people.name, people.role FROM tokens "
                    + "JOIN people ON people.name = tokens.name WHERE tokens.digest = ? AND tokens.expires > ?")) {
                select.setString(1, digest(token));
                select.setLong(2, clock.millis());
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next()
                            ? Optional.of(new Person(rows.getString(1), rows.getString(2)))
                            : Optional.empty();
                }
            }
        });
    }

    /** Everybody has to log in again. */
    void endAll() {
        database.run(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM tokens")) {
                return delete.executeUpdate();
            }
        });
    }

    private void removeEnded(Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM tokens WHERE expires <= ?")) {
            delete.setLong(1, clock.millis());
            delete.executeUpdate();
        }
    }

    private static String digest(String token) {
        try {
            byte[] bytes = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }
}
