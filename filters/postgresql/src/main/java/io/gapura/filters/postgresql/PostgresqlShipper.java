package io.gapura.filters.postgresql;

import io.gapura.filters.audit.StoredEvent;
import io.gapura.filters.audit.ship.Shipment;
import io.gapura.filters.audit.ship.ShippedLine;
import io.gapura.filters.audit.ship.Shipper;
import java.io.IOException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Inserts a shipment in one transaction, after making the table and the partitions that it needs. */
final class PostgresqlShipper implements Shipper {
    private final Driver driver;
    private final String url;
    private final Properties properties;
    private final AuditTable table;
    private final Set<YearMonth> ready = new HashSet<>(); // of the connection that is open
    private volatile @Nullable Connection connection;

    PostgresqlShipper(Driver driver, String url, Properties properties, AuditTable table) {
        this.driver = driver;
        this.url = url;
        this.properties = properties;
        this.table = table;
    }

    @Override
    public void take(Shipment shipment) throws IOException {
        try {
            Connection open = opened();
            for (ShippedLine line : shipment.lines()) {
                require(open, YearMonth.from(time(line.event())));
            }
            insert(open, shipment);
            open.commit();
        } catch (SQLException failed) {
            close();
            throw new IOException("PostgreSQL said " + failed.getSQLState(), failed); // its words may hold values
        } catch (IOException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    private Connection opened() throws SQLException {
        Connection open = connection;
        if (open != null) {
            return open;
        }
        open = driver.connect(url, properties);
        if (open == null) {
            throw new SQLException("the driver does not take the address", "08001");
        }
        connection = open;
        ready.clear();
        open.setAutoCommit(false);
        table.create(open);
        open.commit();
        return open;
    }

    private void require(Connection open, YearMonth month) throws SQLException {
        if (!ready.contains(month)) {
            table.create(open, month);
            open.commit();
            ready.add(month);
        }
    }

    private void insert(Connection open, Shipment shipment) throws SQLException, IOException {
        try (PreparedStatement insert = open.prepareStatement(table.insert())) {
            for (ShippedLine line : shipment.lines()) {
                fill(insert, line);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void fill(PreparedStatement row, ShippedLine line) throws SQLException, IOException {
        Map<String, Object> event = line.event();
        row.setString(1, line.chain());
        row.setLong(2, line.sequence());
        row.setObject(3, time(event));
        row.setString(4, line.uid());
        row.setLong(5, number(event.get("class_uid")));
        row.setString(6, String.valueOf(at(event, "metadata", "event_code")));
        row.setString(7, caller(event));
        row.setString(8, StoredEvent.incident(event));
        row.setString(9, line.leaf().base64());
        row.setString(10, line.text());
        row.setString(11, line.text());
    }

    private static OffsetDateTime time(Map<String, Object> event) throws IOException {
        return Instant.ofEpochMilli(number(event.get("time"))).atOffset(ZoneOffset.UTC);
    }

    private static long number(@Nullable Object value) throws IOException {
        if (value instanceof Long number) {
            return number;
        }
        throw new IOException("a line without a number that each has");
    }

    private static @Nullable String caller(Map<String, Object> event) {
        Object user = at(event, "actor", "user");
        if (!(user instanceof Map<?, ?> members)) {
            return null;
        }
        return text(members.get("uid") == null ? members.get("name") : members.get("uid"));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String text ? text : null;
    }

    private static @Nullable Object at(Map<String, Object> event, String outer, String inner) {
        return event.get(outer) instanceof Map<?, ?> members ? members.get(inner) : null;
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        try {
            if (open != null) {
                open.abort(Runnable::run); // does not wait for a statement that hangs, as close would
            }
        } catch (SQLException gone) {
            // nothing is kept in it
        }
    }
}
