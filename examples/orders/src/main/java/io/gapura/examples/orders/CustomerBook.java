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

    /** As many as a page of a list that is taken away. */
    static final int EXPORTED = 1_000;

    private static final String INSERT = "INSERT INTO customers (id, name, city, owner) VALUES (?, ?, ?, ?)";

    private final Database database;

    CustomerBook(Database database) {
        this.database = database;
    }

    Customer add(NewCustomer customer, String owner) {
        Customer added = fresh(customer, owner);
        database.run(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                fill(insert, added);
                return insert.executeUpdate();
            }
        });
        return added;
    }

    /** All of them, or none; how many they are. */
    int addAll(List<NewCustomer> customers, String owner) {
        return database.inOneStep(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                for (NewCustomer customer : customers) {
                    fill(insert, fresh(customer, owner));
                    insert.addBatch();
                }
                return insert.executeBatch().length;
            }
        });
    }

    private static Customer fresh(NewCustomer customer, String owner) {
        return new Customer(UUID.randomUUID().toString(), customer.name(), customer.city(), owner);
    }

    private static void fill(PreparedStatement insert, Customer customer) throws SQLException {
        insert.setString(1, customer.id());
        insert.setString(2, customer.name());
        insert.setString(3, customer.city());
        insert.setString(4, customer.owner());
    }

    /**
     * One page of those whose name has the text in it, letters large or small, by name.
     *
     * @param owner whose customers alone; empty: of all
     * @param page from 1
     */
    List<Customer> search(String text, Optional<String> owner, int page) {
        return search(text, owner, page, PAGE);
    }

    /** One page of all of them, {@value #EXPORTED} long. */
    List<Customer> export(Optional<String> owner, int page) {
        return search("", owner, page, EXPORTED);
    }

    private List<Customer> search(String text, Optional<String> owner, int page, int most) {
        return database.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT id, name, city, owner FROM customers WHERE LOWER(name) LIKE LOWER(?) ESCAPE '!' "
                            + (owner.isPresent() ? "AND owner = ? " : "")
                            + "ORDER BY name, id LIMIT ? OFFSET ?")) {
                int last = 1;
                select.setString(last++, '%' + literal(text) + '%');
                if (owner.isPresent()) {
                    select.setString(last++, owner.get());
                }
                select.setInt(last++, most);
                select.setLong(last, (page - 1L) * most);
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
