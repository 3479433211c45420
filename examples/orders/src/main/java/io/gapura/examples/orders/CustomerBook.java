package io.gapura.examples.orders;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;
import java.util.UUID;

/** The customers in the database. Thread-safe. */
final class CustomerBook {
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

    Optional<Customer> find(String id) {
        return database.run(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("SELECT id, name, city, owner FROM customers WHERE id = ?")) {
                select.setString(1, id);
                try (ResultSet rows = select.executeQuery()) {
                    return rows.next()
                            ? Optional.of(new Customer(
                                    rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)))
                            : Optional.empty();
                }
            }
        });
    }
}
