package io.gapura.examples.orders;

import io.gapura.filters.Caller;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The orders in the database. Thread-safe. */
final class OrderBook {
    /** Of a list. */
    static final int MOST = 100;

    private static final String SELECT =
            "SELECT id, item, quantity, cents, status, maker, approver, tenant, created FROM purchase_orders ";

    private final Database database;
    private final InstantSource clock;

    OrderBook(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** An order that this caller makes, for the tenant that it acts for. */
    Order add(NewOrder order, Caller maker) {
        return add(order, maker.toString(), maker.tenant().orElse(null));
    }

    Order add(NewOrder order, String maker, @Nullable String tenant) {
        Order added = new Order(
                UUID.randomUUID().toString(),
                order.item(),
                order.quantity(),
                order.cents(),
                Order.Status.OPEN,
                maker,
                null,
                tenant,
                clock.millis());
        database.run(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO purchase_orders "
                    + "(id, item, quantity, cents, status, maker, tenant, created) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
                insert.setString(1, added.id());
                insert.setString(2, added.item());
                insert.setInt(3, added.quantity());
                insert.setLong(4, added.cents());
                insert.setString(5, added.status().name());
                insert.setString(6, added.maker());
                insert.setString(7, added.tenant());
                insert.setLong(8, added.created());
                return insert.executeUpdate();
            }
        });
        return added;
    }

    /** The newest {@value #MOST}. */
    List<Order> newest() {
        return select("ORDER BY created DESC, id LIMIT " + MOST);
    }

    /** The newest {@value #MOST} of one maker. */
    List<Order> newestOf(String maker) {
        return select("WHERE maker = ? ORDER BY created DESC, id LIMIT " + MOST, maker);
    }

    /** The newest {@value #MOST} of one tenant. */
    List<Order> newestOfTenant(String tenant) {
        return select("WHERE tenant = ? ORDER BY created DESC, id LIMIT " + MOST, tenant);
    }

    Optional<Order> find(String id) {
        return select("WHERE id = ?", id).stream().findFirst();
    }

    /**
     * Approves an open order of somebody else. One statement decides: two approvers at once, or the maker beside another
     * approver, cannot get between the question and the change.
     */
    boolean approve(String id, String approver) {
        return database.run(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE purchase_orders SET status = ?, approver = ? "
                            + "WHERE id = ? AND status = ? AND maker <> ?")) {
                update.setString(1, Order.Status.APPROVED.name());
                update.setString(2, approver);
                update.setString(3, id);
                update.setString(4, Order.Status.OPEN.name());
                update.setString(5, approver);
                return update.executeUpdate() == 1;
            }
        });
    }

    private List<Order> select(String rest, String... parameters) {
        return database.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement(SELECT + rest)) {
                for (int i = 0; i < parameters.length; i++) {
                    select.setString(i + 1, parameters[i]);
                }
                return read(select);
            }
        });
    }

    private static List<Order> read(PreparedStatement select) throws SQLException {
        List<Order> found = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(new Order(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getInt(3),
                        rows.getLong(4),
                        Order.Status.valueOf(rows.getString(5)),
                        rows.getString(6),
                        rows.getString(7),
                        rows.getString(8),
                        rows.getLong(9)));
            }
        }
        return List.copyOf(found);
    }
}
