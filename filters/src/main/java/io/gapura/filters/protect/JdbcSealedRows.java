package io.gapura.filters.protect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * One sealed column of one table, by plain JDBC: {@code SELECT … ORDER BY id FETCH FIRST n ROWS ONLY}, which PostgreSQL,
 * H2, Oracle, Db2, and MariaDB from 10.6 know; MySQL does not. Each statement commits by itself.
 *
 * <p>Names of table and columns are letters, digits and underscores, at most 63 and none of them from a request: anything
 * else is an {@link IllegalArgumentException}. Values are parameters. Rows without a value are left out. A database that
 * fails is an {@link IllegalStateException} that names its SQL state. Thread-safe.
 */
public final class JdbcSealedRows implements SealedRows {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");

    private final Names names;
    private final String first;
    private final String next;
    private final String update;
    private final Function<String, FieldContext> places;
    private final boolean numbered;

    private JdbcSealedRows(Names names, Function<String, FieldContext> places, boolean numbered) {
        this.names = names;
        this.places = places;
        this.numbered = numbered;
        String read = "SELECT " + names.id() + ", " + names.sealed() + " FROM " + names.table() + " WHERE "
                + names.sealed() + " IS NOT NULL";
        String order = " ORDER BY " + names.id() + " FETCH FIRST ? ROWS ONLY";
        this.first = read + order;
        this.next = read + " AND " + names.id() + " > ?" + order;
        this.update = "UPDATE " + names.table() + " SET " + names.sealed() + " = ? WHERE " + names.id() + " = ? AND "
                + names.sealed() + " = ?";
    }

    /** Checked. */
    private record Names(DataSource database, String table, String id, String sealed) {
        Names {
            for (String name : List.of(table, id, sealed)) {
                if (!NAME.matcher(name).matches()) {
                    throw new IllegalArgumentException(
                            "a table or column name has 1 to 63 letters, digits, underscores");
                }
            }
        }
    }

    /**
     * A column of a table whose ids are texts.
     *
     * @param places where the value of a row was sealed for, by the row's id
     */
    public static JdbcSealedRows of(
            DataSource database, String table, String id, String sealed, Function<String, FieldContext> places) {
        return new JdbcSealedRows(new Names(database, table, id, sealed), places, false);
    }

    /** The same for ids that are whole numbers; {@code places} is given their decimal form. */
    public JdbcSealedRows numbered() {
        return new JdbcSealedRows(names, places, true);
    }

    @Override
    public List<SealedRow> after(Optional<String> id, int most) {
        try (Connection connection = names.database().getConnection();
                PreparedStatement select = connection.prepareStatement(id.isEmpty() ? first : next)) {
            if (id.isPresent()) {
                bind(select, 1, id.get());
            }
            select.setInt(id.isEmpty() ? 1 : 2, most);
            try (ResultSet found = select.executeQuery()) {
                List<SealedRow> rows = new ArrayList<>();
                while (found.next()) {
                    rows.add(new SealedRow(found.getString(1), found.getString(2)));
                }
                return rows;
            }
        } catch (SQLException failed) {
            throw failure(failed);
        }
    }

    @Override
    public FieldContext place(SealedRow row) {
        return places.apply(row.id());
    }

    @Override
    public boolean replace(SealedRow row, String resealed) {
        try (Connection connection = names.database().getConnection();
                PreparedStatement statement = connection.prepareStatement(update)) {
            statement.setString(1, resealed);
            bind(statement, 2, row.id());
            statement.setString(3, row.sealed());
            int changed = statement.executeUpdate();
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
            return changed == 1;
        } catch (SQLException failed) {
            throw failure(failed);
        }
    }

    private void bind(PreparedStatement statement, int at, String id) throws SQLException {
        if (numbered) {
            statement.setLong(at, Long.parseLong(id));
        } else {
            statement.setString(at, id);
        }
    }

    /** Without its words: they may hold values. */
    private static IllegalStateException failure(SQLException failed) {
        return new IllegalStateException("the database failed, SQL state " + failed.getSQLState());
    }
}
