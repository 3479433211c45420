package io.gapura.examples.orders;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The notes about customers in the database. Thread-safe. */
final class NoteBook {
    /** As many as a list or a page shows. */
    static final int MOST = 20;

    private final Database database;
    private final InstantSource clock;

    NoteBook(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    Note add(String customer, NewNote note, String author) {
        Note added = new Note(UUID.randomUUID().toString(), note.title(), note.text(), author, clock.millis());
        return database.run(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO notes (id, customer, title, text, author, created) VALUES (?, ?, ?, ?, ?, ?)")) {
                insert.setString(1, added.id());
                insert.setString(2, customer);
                insert.setString(3, added.title());
                insert.setString(4, added.text());
                insert.setString(5, added.author());
                insert.setLong(6, added.created());
                insert.executeUpdate();
                return added;
            }
        });
    }

    /** The newest {@value #MOST} of a customer. */
    List<Note> of(String customer) {
        return database.run(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT id, title, text, author, created "
                    + "FROM notes WHERE customer = ? ORDER BY created DESC, id LIMIT " + MOST)) {
                select.setString(1, customer);
                List<Note> notes = new ArrayList<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        notes.add(new Note(
                                rows.getString(1),
                                rows.getString(2),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getLong(5)));
                    }
                }
                return List.copyOf(notes);
            }
        });
    }
}
