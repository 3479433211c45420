package io.gapura.examples.orders;

import io.gapura.filters.passwords.HashingBusyException;
import io.gapura.filters.passwords.PasswordCheck;
import io.gapura.filters.passwords.Passwords;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * People and their password hashes. The first ones are made at the first start; their passwords stand in {@code
 * people.txt}, one {@code name role password} a line. Thread-safe.
 */
final class People {
    private static final List<Person> FIRST = List.of(
            new Person("rani", "clerk"),
            new Person("dewi", "clerk"),
            new Person("budi", "manager"),
            new Person("sari", "manager"),
            new Person("wira", "auditor"));

    private final Database database;
    private final Passwords passwords;

    private record Row(Person person, String hash) {}

    private People(Database database, Passwords passwords) {
        this.database = database;
        this.passwords = passwords;
    }

    /** Those of the database, and those of the text file that it does not have yet. */
    static People in(Database database, DataFolder data) {
        People people = new People(database, Secrets.passwords(data));
        DataFolder.readOrWrite(data.people(), People::firstLines).lines().forEach(people::addLine);
        return people;
    }

    private static String firstLines() {
        StringBuilder lines = new StringBuilder();
        FIRST.forEach(person -> lines.append(person.name())
                .append(' ')
                .append(person.role())
                .append(' ')
                .append(Secrets.random())
                .append('\n'));
        return lines.toString();
    }

    private void addLine(String line) {
        String[] words = line.split(" ", -1);
        if (words.length == 3 && find(words[0]).isEmpty()) {
            try {
                add(new Person(words[0], words[1]), words[2]);
            } catch (HashingBusyException impossible) {
                throw new IllegalStateException("nobody else hashes before the start", impossible);
            }
        }
    }

    private void add(Person person, String password) throws HashingBusyException {
        String hash = passwords.hash(password);
        database.run(connection -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO people (name, role, password) VALUES (?, ?, ?)")) {
                insert.setString(1, person.name());
                insert.setString(2, person.role());
                insert.setString(3, hash);
                return insert.executeUpdate();
            }
        });
    }

    /** Whose name and password these are; empty for a wrong password and for an unknown name, in the same time. */
    Optional<Person> withPassword(String name, String password) throws HashingBusyException {
        Optional<Row> row = find(name);
        if (row.isEmpty()) {
            PasswordCheck ignored = passwords.checkNobody(password);
            return Optional.empty();
        }
        PasswordCheck check = passwords.check(password, row.get().hash());
        check.upgraded().ifPresent(hash -> replace(row.get(), hash));
        return check.matches() ? Optional.of(row.get().person()) : Optional.empty();
    }

    /** Gives somebody another password. */
    void setPassword(String name, String password) throws HashingBusyException {
        String hash = passwords.hash(password);
        database.run(connection -> update(connection, "UPDATE people SET password = ? WHERE name = ?", hash, name));
    }

    /** Only while the hash stands there that the upgrade was made of: a password that was changed meanwhile stays. */
    private void replace(Row row, String hash) {
        database.run(connection -> update(
                connection,
                "UPDATE people SET password = ? WHERE name = ? AND password = ?",
                hash,
                row.person().name(),
                row.hash()));
    }

    private static int update(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                update.setString(i + 1, values[i]);
            }
            return update.executeUpdate();
        }
    }

    private Optional<Row> find(String name) {
        return database.run(connection -> find(connection, name));
    }

    private static Optional<Row> find(Connection connection, String name) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT name, role, password FROM people WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Row(new Person(rows.getString(1), rows.getString(2)), rows.getString(3)))
                        : Optional.empty();
            }
        }
    }
}
