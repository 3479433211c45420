package io.gapura.filters.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.util.Locale;

/**
 * The table and its partitions, one for each month by the time of the event. The unique key must hold the column of the
 * partition, so it is ({@code log_uid, sequence, time}); a line always has the same time. The line stands as text beside
 * its {@code jsonb}, which keeps neither the order of members nor bytes.
 *
 * @param name with its schema before it, or without
 */
record AuditTable(String name) {
    static AuditTable of(String name) {
        return new AuditTable(name);
    }

    private String plain() {
        return name.substring(name.indexOf('.') + 1);
    }

    String definition() {
        return "create table if not exists " + name + " ("
                + "log_uid text not null, sequence bigint not null, time timestamptz not null, event_uid text not null,"
                + " class_uid integer not null, event_code text not null, caller text, correlation_uid text,"
                + " leaf_hash text not null, line text not null, event jsonb not null,"
                + " unique (log_uid, sequence, time)) partition by range (time)";
    }

    /** Wherever the table is not there, and the role may make it. */
    void create(Connection connection) throws SQLException {
        if (exists(connection, name)) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            lock(statement);
            statement.execute(definition());
            statement.execute(index("time", "brin (time)"));
            statement.execute(index("caller", "btree (caller, time)"));
            statement.execute(index("correlation", "btree (correlation_uid)"));
        }
    }

    private String index(String of, String how) {
        return "create index if not exists " + plain() + "_" + of + " on " + name + " using " + how;
    }

    String partition(YearMonth month) {
        return String.format(Locale.ROOT, "%s_y%04dm%02d", name, month.getYear(), month.getMonthValue());
    }

    /** Wherever the partition of that month is not there. */
    void create(Connection connection, YearMonth month) throws SQLException {
        String partition = partition(month);
        if (exists(connection, partition)) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            lock(statement);
            statement.execute(String.format(
                    Locale.ROOT,
                    "create table if not exists %s partition of %s for values from ('%s-01 00:00:00+00') to ('%s-01 00:00:00+00')",
                    partition,
                    name,
                    month,
                    month.plusMonths(1)));
        }
    }

    /** Of two nodes that make one thing at once, one would fail in spite of "if not exists". */
    private void lock(Statement statement) throws SQLException {
        statement.execute("select pg_advisory_xact_lock(hashtext('gapura " + name + "'))");
    }

    private static boolean exists(Connection connection, String table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select to_regclass(?) is not null")) {
            query.setString(1, table);
            try (ResultSet result = query.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    String insert() {
        return "insert into " + name
                + " (log_uid, sequence, time, event_uid, class_uid, event_code, caller, correlation_uid, leaf_hash, line,"
                + " event) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as jsonb)) on conflict do nothing";
    }
}
