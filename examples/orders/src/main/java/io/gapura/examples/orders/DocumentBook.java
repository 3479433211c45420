package io.gapura.examples.orders;

import io.gapura.validation.files.FileStore;
import io.gapura.validation.files.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which document is whose: the files are in the store, and the database says which customer they belong to. Thread-safe. */
final class DocumentBook {
    /** As many as a list shows. */
    static final int MOST = 100;

    private final Database database;
    private final FileStore store;
    private final InstantSource clock;

    DocumentBook(Database database, FileStore store, InstantSource clock) {
        this.database = database;
        this.store = store;
        this.clock = clock;
    }

    /** Notes a file that is kept already. */
    void add(String customer, StoredFile file) {
        database.run(connection -> {
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO documents (id, customer, created) VALUES (?, ?, ?)")) {
                insert.setString(1, file.id());
                insert.setString(2, customer);
                insert.setLong(3, clock.millis());
                return insert.executeUpdate();
            }
        });
    }

    /** The newest {@value #MOST} of a customer. */
    List<StoredFile> of(String customer) {
        List<StoredFile> files = new ArrayList<>();
        ids("SELECT id FROM documents WHERE customer = ? ORDER BY created DESC, id LIMIT " + MOST, customer)
                .forEach(id -> kept(id).ifPresent(files::add));
        return List.copyOf(files);
    }

    /** A document, when it is one of that customer. */
    Optional<StoredFile> find(String customer, String id) {
        return ids("SELECT id FROM documents WHERE customer = ? AND id = ?", customer, id).stream()
                .findFirst()
                .flatMap(this::kept);
    }

    InputStream read(StoredFile file) throws IOException {
        return store.read(file);
    }

    private Optional<StoredFile> kept(String id) {
        try {
            return store.find(id);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private List<String> ids(String query, String... parameters) {
        return database.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement(query)) {
                for (int i = 0; i < parameters.length; i++) {
                    select.setString(i + 1, parameters[i]);
                }
                return ids(select);
            }
        });
    }

    private static List<String> ids(PreparedStatement select) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }
}
