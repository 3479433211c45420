package io.gapura.examples.orders;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The customers in the database. Thread-safe. */
final class CustomerBook {
    /** As many as a page of a search shows. */
    static final int PAGE = 20;

    private final Database database;

    CustomerBook(Database database) {
        this.database = database;
    }

    Customer add(NewCustomer customer, String owner) {
        Customer added = new Customer(UUID.randomUUID().toString(), customer.name(), customer.city(), owner);
        database.run(connection -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO customers (id, name, city, owner) VALUES (?, ?, ?, ?)")) {
                insert.setString(1, added.id());
                insert.setString(2, added.name());
                insert.setString(3, added.city());
                insert.setString(4, added.owner());
                return insert.executeUpdate();
            }
        });
        return added;
    }

    /**
     * One page of those whose name has the text in it, letters large or small, by name.
     *
     * @param owner whose customers alone; empty: of all
     * @param page from 1
     */
    List<Customer> search(String text, Optional<String> owner, int page) {
        return database.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT id, name, city, owner FROM customers WHERE LOWER(name) LIKE LOWER(?) ESCAPE '!' "
                            + (owner.isPresent() ? "AND owner = ? " : "")
                            + "ORDER BY name, id LIMIT " + PAGE + " OFFSET ?")) {
                int last = 1;
                select.setString(last++, '%' + literal(text) + '%');
                if (owner.isPresent()) {
                    select.setString(last++, owner.get());
                }
                select.setLong(last, (page - 1L) * PAGE);
                return read(select);
            }
        });
    }

    /** What LIKE reads as a pattern stands for itself. */
    private static String literal(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }

    private static List<Customer> read(PreparedStatement select) throws SQLException {
        List<Customer> found = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(new Customer(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
            }
        }
        return List.copyOf(found);
    }

    Optional<Customer> find(String id) {
        return database.run(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT id, name, city, owner FROM customers WHERE id = ?")) {
                select.setString(1, id);
                return read(select).stream().findFirst();
            }
        });
    }
}
