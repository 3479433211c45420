package io.gapura.filters.protect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One column of a table comes under the current key; on PostgreSQL the demo shows the same. */
class JdbcSealedRowsTest {
    private final Sets sets = new Sets();
    private final FieldCipher before = FieldCipher.with(sets.keys("old"));
    private final FieldCipher cipher = FieldCipher.with(sets.keys("new", "old"));
    private final JdbcDataSource database = new JdbcDataSource();

    @BeforeEach
    void make() throws SQLException {
        database.setURL("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
        run("CREATE TABLE people (name VARCHAR(32) PRIMARY KEY, recovery VARCHAR(600))");
        run("CREATE TABLE cards (id BIGINT PRIMARY KEY, number VARCHAR(600))");
    }

    private void run(String sql, Object... values) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }

    private String read(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            assertThat(found.next()).isTrue();
            return found.getString(1);
        }
    }

    private static FieldContext place(String name) {
        return FieldContext.of("people", "recovery", name);
    }

    private JdbcSealedRows people() {
        return JdbcSealedRows.of(database, "people", "name", "recovery", JdbcSealedRowsTest::place);
    }

    @Test
    void aColumnComesUnderTheCurrentKeyAndEmptyFieldsStayEmpty() throws SQLException {
        for (String name : List.of("dewi", "rani", "sari")) {
            run("INSERT INTO people VALUES (?, ?)", name, before.seal("code of " + name, place(name)));
        }
        run("INSERT INTO people VALUES ('budi', NULL)");
        ResealProgress done = Resealing.of(cipher, people()).batch(2).run(Optional.empty(), progress -> true);
        assertThat(done.resealed()).isEqualTo(3);
        assertThat(done.isWhole()).isTrue();
        assertThat(FieldCipher.with(sets.keys("new"))
                        .open(read("SELECT recovery FROM people WHERE name = 'rani'"), place("rani")))
                .isEqualTo("code of rani");
        assertThat(read("SELECT COUNT(*) FROM people WHERE recovery IS NULL")).isEqualTo("1");
    }

    @Test
    void idsThatAreNumbersAreOrderedAsNumbers() throws SQLException {
        for (long id : new long[] {2, 9, 10, 100}) {
            run(
                    "INSERT INTO cards VALUES (?, ?)",
                    id,
                    before.seal("n", FieldContext.of("cards", "number", Long.toString(id))));
        }
        JdbcSealedRows cards = JdbcSealedRows.of(
                        database, "cards", "id", "number", id -> FieldContext.of("cards", "number", id))
                .numbered();
        assertThat(cards.after(Optional.of("9"), 10)).extracting(SealedRow::id).containsExactly("10", "100");
        assertThat(Resealing.of(cipher, cards)
                        .batch(1)
                        .run(Optional.empty(), progress -> true)
                        .resealed())
                .isEqualTo(4);
    }

    @Test
    void aRowIsReplacedOnlyWhileTheOldTextStandsThere() throws SQLException {
        run("INSERT INTO people VALUES ('rani', 'one')");
        SealedRow row = people().after(Optional.empty(), 1).get(0);
        run("UPDATE people SET recovery = 'two'");
        assertThat(people().replace(row, "three")).isFalse();
        assertThat(read("SELECT recovery FROM people")).isEqualTo("two");
    }

    @Test
    void aConnectionThatDoesNotCommitByItselfIsCommitted() throws SQLException {
        run("INSERT INTO people VALUES ('rani', 'one')");
        JdbcDataSource manual = new JdbcDataSource();
        manual.setURL(database.getURL() + ";AUTOCOMMIT=OFF");
        JdbcSealedRows rows = JdbcSealedRows.of(manual, "people", "name", "recovery", JdbcSealedRowsTest::place);
        assertThat(rows.replace(new SealedRow("rani", "one"), "two")).isTrue();
        assertThat(read("SELECT recovery FROM people")).isEqualTo("two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "people; DROP TABLE people", "\"people\"", "public.people", "1people", "peoplé"})
    void aNameThatIsNoPlainOneIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JdbcSealedRows.of(database, name, "name", "recovery", JdbcSealedRowsTest::place));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JdbcSealedRows.of(database, "people", name, "recovery", JdbcSealedRowsTest::place));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JdbcSealedRows.of(database, "people", "name", name, JdbcSealedRowsTest::place));
    }

    @Test
    void aNameHas63CharactersAtMost() throws SQLException {
        String longest = "t".repeat(63);
        run("CREATE TABLE " + longest + " (name VARCHAR(32), recovery VARCHAR(600))");
        assertThat(JdbcSealedRows.of(database, longest, "name", "recovery", JdbcSealedRowsTest::place)
                        .after(Optional.empty(), 1))
                .isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        JdbcSealedRows.of(database, longest + "t", "name", "recovery", JdbcSealedRowsTest::place));
    }

    @Test
    void aDatabaseThatFailsIsNamedByItsStateAlone() throws SQLException {
        run("DROP TABLE people");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> people().after(Optional.empty(), 1))
                .withMessage("the database failed, SQL state 42S02")
                .withNoCause();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> people().replace(new SealedRow("rani", "secret"), "x"))
                .withMessage("the database failed, SQL state 42S02");
    }
}
