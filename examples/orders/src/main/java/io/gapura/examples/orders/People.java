package io.gapura.examples.orders;

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
        People people = new People(database, Passwords.peppered(data));
        DataFolder.readOrWrite(data.people(), People::firstLines).lines().forEach(people::addLine);
        return people;
    }

    private static String firstLines() {
        StringBuilder lines = new StringBuilder();
        FIRST.forEach(person -> lines.append(person.name())
                .append(' ')
                .append(person.role())
                .append(' ')
                .append(Passwords.random())
                .append('\n'));
        return lines.toString();
    }

    private void addLine(String line) {
        String[] words = line.split(" ", -1);
        if (words.length == 3 && find(words[0]).isEmpty()) {
            add(new Person(words[0], words[1]), words[2]);
        }
    }

    void add(Person person, String password) {
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
    Optional<Person> withPassword(String name, String password) throws Passwords.BusyException {
        Optional<Row> row = find(name);
        if (row.isEmpty()) {
            passwords.matchNobody(password);
            return Optional.empty();
        }
        return passwords.matches(password, row.get().hash())
                ? Optional.of(row.get().person())
                : Optional.empty();
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
