package io.gapura.examples.orders;

import io.gapura.filters.ConfigurationException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The tables, and what a role of PostgreSQL may do with each that only serves: no statement of it makes, changes, empties or
 * drops one, whatever becomes of the application (CWE-250). Stateless.
 */
final class Schema {
    /** Texts of clients have twice their bound: H2 counts UTF-16 units where constraints count code points. */
    private static final List<String> TABLES = List.of("""
            CREATE TABLE IF NOT EXISTS people (
              name VARCHAR(32) PRIMARY KEY, role VARCHAR(32) NOT NULL, password VARCHAR(200) NOT NULL)""", """
            CREATE TABLE IF NOT EXISTS tokens (
              digest CHAR(64) PRIMARY KEY, name VARCHAR(32) NOT NULL REFERENCES people, expires BIGINT NOT NULL)""", """
            CREATE TABLE IF NOT EXISTS purchase_orders (
              id VARCHAR(36) PRIMARY KEY, item VARCHAR(80) NOT NULL, quantity INT NOT NULL, cents BIGINT NOT NULL,
              status VARCHAR(10) NOT NULL, maker VARCHAR(300) NOT NULL, approver VARCHAR(300), created BIGINT NOT NULL)""", """
            ALTER TABLE purchase_orders ADD COLUMN IF NOT EXISTS tenant VARCHAR(128)""", """
            ALTER TABLE purchase_orders ALTER COLUMN item SET DATA TYPE VARCHAR(160)""", """
            CREATE TABLE IF NOT EXISTS customers (
              id VARCHAR(36) PRIMARY KEY, name VARCHAR(80) NOT NULL, city VARCHAR(80) NOT NULL,
              owner VARCHAR(300) NOT NULL)""", """
            ALTER TABLE customers ALTER COLUMN name SET DATA TYPE VARCHAR(160)""", """
            ALTER TABLE customers ALTER COLUMN city SET DATA TYPE VARCHAR(160)""", """
            CREATE TABLE IF NOT EXISTS notes (
              id VARCHAR(36) PRIMARY KEY, customer VARCHAR(36) NOT NULL REFERENCES customers,
              title VARCHAR(160) NOT NULL, text VARCHAR(20000) NOT NULL, author VARCHAR(300) NOT NULL,
              created BIGINT NOT NULL)""", """
            CREATE TABLE IF NOT EXISTS documents (
              id VARCHAR(32) PRIMARY KEY, customer VARCHAR(36) NOT NULL REFERENCES customers,
              created BIGINT NOT NULL)""", """
            CREATE TABLE IF NOT EXISTS recovery_codes (
              id VARCHAR(36) PRIMARY KEY, name VARCHAR(32) NOT NULL REFERENCES people, code VARCHAR(600) NOT NULL)""");

    /** What the statements of this demo need, and nothing beyond. */
    private static final Map<String, String> RIGHTS = Map.of(
            "people", "SELECT, INSERT, UPDATE",
            "tokens", "SELECT, INSERT, DELETE",
            "purchase_orders", "SELECT, INSERT, UPDATE",
            "customers", "SELECT, INSERT",
            "notes", "SELECT, INSERT",
            "documents", "SELECT, INSERT",
            "recovery_codes", "SELECT, INSERT, UPDATE, DELETE");

    private static final Pattern ROLE = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    private Schema() {}

    /** Makes the tables where they are ours to make; those of another role must all be there. */
    static boolean prepare(Connection connection) throws SQLException {
        int foreign = isPostgres(connection) ? foreign(connection) : 0;
        if (foreign == 0) {
            create(connection);
        } else if (foreign < RIGHTS.size()) {
            throw ConfigurationException.of("tables are missing: their owner has to run orders schema again");
        }
        return foreign == 0;
    }

    private static boolean isPostgres(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    }

    private static int foreign(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT COUNT(*) FROM pg_tables "
                        + "WHERE schemaname = current_schema() AND tablename = ANY (?) AND NOT pg_has_role(tableowner, 'MEMBER')")) {
            select.setArray(1, connection.createArrayOf("text", RIGHTS.keySet().toArray()));
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getInt(1) : 0;
            }
        }
    }

    private static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute(table);
            }
        }
    }

    /**
     * Takes everything from a role that it had here, lets it work with the tables, and takes from everybody what PostgreSQL
     * before 15 gave everybody: to make tables in the schema {@code public}.
     *
     * @throws ConfigurationException for a name that is none, and elsewhere than on PostgreSQL
     */
    static boolean grant(Connection connection, String role) throws SQLException {
        // a name has no place in a prepared statement: it is of letters that need no quotes, or it is refused
        if (!ROLE.matcher(role).matches()) {
            throw ConfigurationException.of("a role has 1 to 63 letters a to z, digits and underscores");
        }
        if (!isPostgres(connection)) {
            throw ConfigurationException.of("orders schema needs a DATABASE_URL of PostgreSQL, the one of the owner");
        }
        String quoted = '"' + role + '"';
        String schema = '"' + connection.getSchema().replace("\"", "\"\"") + '"';
        try (Statement statement = connection.createStatement()) {
            statement.execute("REVOKE CREATE ON SCHEMA " + schema + " FROM PUBLIC, " + quoted);
            statement.execute("GRANT USAGE ON SCHEMA " + schema + " TO " + quoted);
            for (Map.Entry<String, String> table : RIGHTS.entrySet()) {
                statement.execute("REVOKE ALL ON " + table.getKey() + " FROM " + quoted);
                statement.execute("GRANT " + table.getValue() + " ON " + table.getKey() + " TO " + quoted);
            }
        }
        return true;
    }
}
