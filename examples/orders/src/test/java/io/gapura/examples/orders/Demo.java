package io.gapura.examples.orders;

import io.gapura.rbac.Rbac.OnUncovered;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** The parts behind the demo, on a database that only this test knows. */
final class Demo implements AutoCloseable {
    final Clock clock = new Clock();
    final DataFolder data;
    final Database database;
    final People people;
    final Tokens tokens;
    final OrderBook book;
    final CustomerBook customers;
    final NoteBook notes;
    final RecoveryCodes codes;

    private Demo(Path folder, String url) {
        this.data = DataFolder.at(folder);
        this.database = Database.open(new Settings(8080, folder, Optional.of(url), OnUncovered.DENY), data);
        this.people = People.in(database, data);
        this.tokens = new Tokens(database, clock);
        this.book = new OrderBook(database, clock);
        this.customers = new CustomerBook(database);
        this.notes = new NoteBook(database, clock);
        this.codes = new RecoveryCodes(database, Secrets.cipher(data));
    }

    static Demo in(Path folder) {
        return on(folder, "jdbc:h2:mem:" + UUID.randomUUID());
    }

    static Demo on(Path folder, String url) {
        return new Demo(folder, url);
    }

    /** As a user of the demo finds it. */
    String password(String name) {
        return DemoClient.password(data.folder(), name);
    }

    @Override
    public void close() {
        database.close();
    }
}
