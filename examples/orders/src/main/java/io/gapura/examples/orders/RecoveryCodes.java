package io.gapura.examples.orders;

import io.gapura.filters.protect.FieldCipher;
import io.gapura.filters.protect.FieldContext;
import io.gapura.filters.protect.JdbcSealedRows;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a person keeps on paper for the day on which the password is forgotten: {@value #CODES} codes, each good for once.
 * They are stored sealed, each to its row, so that the database alone gives none away and a copied one opens nowhere.
 * Thread-safe.
 */
final class RecoveryCodes {
    static final int CODES = 8;
    private static final int GROUPS = 4;
    private static final int GROUP = 4;

    /** Without letters and digits that look alike: 32 of them, so 80 bits a code. */
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private final Database database;
    private final FieldCipher cipher;
    private final SecureRandom random = new SecureRandom();

    /** One stored code. */
    private record Row(String id, String code) {}

    RecoveryCodes(Database database, FieldCipher cipher) {
        this.database = database;
        this.cipher = cipher;
    }

    private static FieldContext place(String id) {
        return FieldContext.of("recovery_codes", "code", id);
    }

    /** All of them, to be resealed. */
    JdbcSealedRows rows() {
        return JdbcSealedRows.of(database.source(), "recovery_codes", "id", "code", RecoveryCodes::place);
    }

    FieldCipher cipher() {
        return cipher;
    }

    /** New ones in the place of those that there were, in one step. Shown once: nobody can read them again. */
    List<String> make(String name) {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < CODES; i++) {
            codes.add(code());
        }
        return database.inOneStep(connection -> {
            delete(connection, "DELETE FROM recovery_codes WHERE name = ?", name);
            for (String code : codes) {
                insert(connection, name, code);
            }
            return codes;
        });
    }

    private String code() {
        return random.ints(GROUPS, 0, 1 << GROUP * 5)
                .mapToObj(RecoveryCodes::group)
                .collect(Collectors.joining("-"));
    }

    private static String group(int bits) {
        StringBuilder group = new StringBuilder();
        for (int i = 0; i < GROUP; i++) {
            group.append(LETTERS.charAt(bits >> i * 5 & 31));
        }
        return group.toString();
    }

    private void insert(Connection connection, String name, String code) throws SQLException {
        String id = UUID.randomUUID().toString();
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO recovery_codes (id, name, code) VALUES (?, ?, ?)")) {
            insert.setString(1, id);
            insert.setString(2, name);
            insert.setString(3, cipher.seal(code, place(id)));
            insert.executeUpdate();
        }
    }

    /** Whether it is one of theirs; it is gone afterwards. Of two who use one at the same time, one succeeds. */
    boolean use(String name, String code) {
        Optional<String> used = find(name, code);
        return used.isPresent()
                && database.run(connection ->
                                delete(connection, "DELETE FROM recovery_codes WHERE id = ?", used.orElseThrow()))
                        == 1;
    }

    /** Looks at every one of theirs: how long it takes does not tell which. */
    private Optional<String> find(String name, String code) {
        Optional<String> found = Optional.empty();
        for (Row row : database.run(connection -> of(connection, name))) {
            if (isEqual(cipher.open(row.code(), place(row.id())), code)) {
                found = Optional.of(row.id());
            }
        }
        return found;
    }

    private static List<Row> of(Connection connection, String name) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT id, code FROM recovery_codes WHERE name = ?")) {
            select.setString(1, name);
            List<Row> rows = new ArrayList<>();
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    rows.add(new Row(found.getString(1), found.getString(2)));
                }
            }
            return rows;
        }
    }

    private static int delete(Connection connection, String sql, String value) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setString(1, value);
            return delete.executeUpdate();
        }
    }

    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
