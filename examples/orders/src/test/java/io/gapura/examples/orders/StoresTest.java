package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gapura.filters.Caller;
import io.gapura.filters.passwords.HashingBusyException;
import io.gapura.filters.protect.UnsealableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People, tokens and orders on H2; {@link StoresOnPostgresTest} runs the same on PostgreSQL. */
class StoresTest {
    private static final NewOrder TEA = new NewOrder("tea'); DROP TABLE purchase_orders; --", 3, 450);

    @TempDir
    Path folder;

    private Demo demo;

    Demo open() {
        return Demo.in(folder);
    }

    @BeforeEach
    void start() {
        demo = open();
    }

    @AfterEach
    void stop() {
        demo.close();
    }

    @Test
    void everybodyHasAPasswordOfTheirOwn() throws HashingBusyException {
        assertThat(demo.people.withPassword("rani", demo.password("rani"))).contains(new Person("rani", "clerk"));
        assertThat(demo.people.withPassword("wira", demo.password("wira"))).contains(new Person("wira", "auditor"));
        assertThat(demo.people.withPassword("budi", demo.password("sari"))).isEmpty();
        assertThat(demo.people.withPassword("nobody", demo.password("sari"))).isEmpty();
        assertThat(demo.people.withPassword("rani", "")).isEmpty();
    }

    @Test
    void theDatabaseHoldsNeitherPasswordsNorTokens() {
        String token = demo.tokens.issue("rani");

        assertThat(all("SELECT password FROM people")).hasSize(5).allMatch(hash -> hash.startsWith("first:$argon2id$"));
        assertThat(all("SELECT digest FROM tokens"))
                .singleElement()
                .asString()
                .hasSize(64)
                .doesNotContain(token);
    }

    @Test
    void customersComeTogetherOrNotAtAll() {
        NewCustomer good = new NewCustomer("Kopi Asli", "Medan");
        NewCustomer tooLong = new NewCustomer("x".repeat(1_000), "Medan");

        assertThatExceptionOfType(Database.UnavailableException.class)
                .isThrownBy(() -> demo.customers.addAll(List.of(good, tooLong, good), "people:rani"));
        assertThat(all("SELECT name FROM customers")).isEmpty();
        assertThat(demo.customers.addAll(List.of(good, good), "people:rani")).isEqualTo(2);
        assertThat(all("SELECT name FROM customers")).containsExactly("Kopi Asli", "Kopi Asli");
    }

    @Test
    void whatTheConstraintsLetInTheDatabaseTakes() {
        String widest = "\uD83C\uDF75".repeat(80);

        assertThat(demo.book
                        .add(new NewOrder(widest, 1, 1), "people:rani", null)
                        .item())
                .isEqualTo(widest);
        Customer customer = demo.customers.add(new NewCustomer(widest, widest), "people:rani");
        assertThat(customer.city()).isEqualTo(widest);
        NewNote longest = new NewNote(widest, widest.repeat(125));
        Note ignored = demo.notes.add(customer.id(), longest, "people:rani");
        assertThat(demo.notes.of(customer.id()))
                .singleElement()
                .extracting(Note::text)
                .isEqualTo(longest.text());
    }

    @Test
    void ofTheNotesOfACustomerTheNewestAreShown() {
        String customer = demo.customers
                .add(new NewCustomer("Kopi Asli", "Medan"), "people:rani")
                .id();
        String other = demo.customers
                .add(new NewCustomer("Toko Maju", "Medan"), "people:rani")
                .id();
        for (int i = 0; i <= NoteBook.MOST; i++) {
            Note ignored = demo.notes.add(customer, new NewNote("note " + i, "x"), "people:rani");
            demo.clock.wait(Duration.ofSeconds(1));
        }

        assertThat(demo.notes.of(customer))
                .hasSize(NoteBook.MOST)
                .first()
                .extracting(Note::title)
                .isEqualTo("note " + NoteBook.MOST);
        assertThat(demo.notes.of(other)).isEmpty();
    }

    @Test
    void aPageOfAnExportIsOfOneOwner() {
        demo.customers.add(new NewCustomer("Kopi Asli", "Medan"), "people:rani");
        demo.customers.add(new NewCustomer("Toko Maju", "Bandung"), "people:dewi");

        assertThat(demo.customers.export(Optional.of("people:dewi"), 1))
                .extracting(Customer::name)
                .containsExactly("Toko Maju");
        assertThat(demo.customers.export(Optional.empty(), 1)).hasSize(2);
        assertThat(demo.customers.export(Optional.empty(), 2)).isEmpty();
    }

    @Test
    void aRecoveryCodeIsGoodForOnce() {
        List<String> codes = demo.codes.make("rani");

        assertThat(codes).hasSize(RecoveryCodes.CODES).doesNotHaveDuplicates().allMatch(code -> code.length() == 19);
        assertThat(demo.codes.use("rani", codes.get(3))).isTrue();
        assertThat(demo.codes.use("rani", codes.get(3))).isFalse();
        assertThat(demo.codes.use("rani", codes.get(4))).isTrue();
        assertThat(demo.codes.use("dewi", codes.get(5))).isFalse();
        assertThat(demo.codes.use("rani", "AAAA-AAAA-AAAA-AAAA")).isFalse();
    }

    @Test
    void newRecoveryCodesReplaceTheOldOnes() {
        List<String> old = demo.codes.make("rani");
        demo.codes.make("rani");

        assertThat(demo.codes.use("rani", old.get(0))).isFalse();
        assertThat(all("SELECT id FROM recovery_codes")).hasSize(RecoveryCodes.CODES);
    }

    @Test
    void theDatabaseHoldsNoRecoveryCodeAndACopiedOneOpensNowhere() {
        List<String> codes = demo.codes.make("rani");
        demo.codes.make("dewi");
        assertThat(String.join(" ", all("SELECT code FROM recovery_codes"))).doesNotContain(codes);

        demo.database.run(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate("UPDATE recovery_codes SET code = "
                        + "(SELECT MIN(code) FROM recovery_codes WHERE name = 'rani') WHERE name = 'dewi'");
            }
        });
        assertThatExceptionOfType(UnsealableException.class)
                .isThrownBy(() -> demo.codes.use("dewi", codes.get(0)))
                .withMessageContaining("OTHER_CONTEXT");
    }

    @Test
    void ofManyWhoUseOneCodeAtOnceOneSucceeds() throws Exception {
        String code = demo.codes.make("rani").get(0);
        ExecutorService many = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> uses = Collections.nCopies(8, () -> demo.codes.use("rani", code));
            int succeeded = 0;
            for (Future<Boolean> use : many.invokeAll(uses)) {
                succeeded += use.get() ? 1 : 0;
            }
            assertThat(succeeded).isEqualTo(1);
        } finally {
            many.shutdownNow();
        }
    }

    @Test
    void recoveryCodesComeUnderANewKeyAndTheOldOneCanGo() throws IOException {
        List<String> codes = demo.codes.make("rani");
        Path keys = demo.data.protectionKeys();
        String both = rotated(Files.readString(keys));
        Files.writeString(keys, both);
        RecoveryCodes after = new RecoveryCodes(demo.database, Secrets.cipher(demo.data));
        StringWriter said = new StringWriter();
        // as if the first run had been stopped behind the third code
        Files.writeString(
                demo.data.resealed(),
                all("SELECT id FROM recovery_codes ORDER BY id").get(2));

        assertThat(new ResealCommand(after, demo.data).run(2, new PrintWriter(said, true)))
                .isTrue();
        assertThat(said.toString()).contains("goes on where", "5 looked at, 5 resealed", "sealed with second");
        assertThat(demo.data.resealed()).doesNotExist();
        assertThat(new ResealCommand(after, demo.data).run(2, new PrintWriter(said, true)))
                .isTrue();
        assertThat(said.toString()).contains("8 looked at, 3 resealed, 5 had the key already");

        Files.writeString(keys, both.replaceFirst("\\{\"kty\": \"oct\", \"kid\": \"first\"[^}]*}, ", ""));
        RecoveryCodes alone = new RecoveryCodes(demo.database, Secrets.cipher(demo.data));
        assertThat(alone.use("rani", codes.get(0))).isTrue();
    }

    /** The key of the first start opens from now on, and another one seals. */
    private static String rotated(String document) {
        String second = "{\"kty\": \"oct\", \"kid\": \"second\", \"alg\": \"A256KW\", \"key_ops\":"
                + " [\"wrapKey\",\"unwrapKey\"], \"k\": \"" + Secrets.random() + "\"}";
        return document.replace("\"wrapKey\",", "").replace("}]}", "}, " + second + "]}");
    }

    @Test
    void whatCannotBeOpenedIsToldAndLeft() throws IOException {
        demo.codes.make("rani");
        demo.database.run(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate("UPDATE recovery_codes SET code = 'broken'");
            }
        });
        StringWriter said = new StringWriter();

        assertThat(new ResealCommand(demo.codes, demo.data).run(100, new PrintWriter(said, true)))
                .isFalse();
        assertThat(said.toString()).contains("8 cannot be opened", "NOT everything");
    }

    @Test
    void aPasswordIsUpgradedWhenItsOwnerLogsIn() throws Exception {
        String password = demo.password("rani");
        Files.writeString(
                demo.data.pepper(),
                Files.readString(demo.data.pepper())
                        .replace("\"sign\",", "")
                        .replace(
                                "}]}",
                                "}, {\"kty\": \"oct\", \"kid\": \"second\", \"alg\": \"HS256\", \"key_ops\":"
                                        + " [\"sign\",\"verify\"], \"k\": \"" + Secrets.random() + "\"}]}"));
        People after = People.in(demo.database, demo.data);

        assertThat(after.withPassword("rani", "wrong")).isEmpty();
        assertThat(all("SELECT password FROM people WHERE name = 'rani'").get(0))
                .startsWith("first:");
        assertThat(after.withPassword("rani", password)).isPresent();
        assertThat(all("SELECT password FROM people WHERE name = 'rani'").get(0))
                .startsWith("second:");
        assertThat(after.withPassword("rani", password)).isPresent();
    }

    @Test
    void aNewPasswordReplacesTheOldOne() throws HashingBusyException {
        demo.people.setPassword("rani", "a new password of hers");

        assertThat(demo.people.withPassword("rani", "a new password of hers")).isPresent();
        assertThat(demo.people.withPassword("rani", demo.password("rani"))).isEmpty();
    }

    @Test
    void aTokenNamesItsHolderUntilItEnds() {
        String token = demo.tokens.issue("sari");

        assertThat(demo.tokens.holder(token)).contains(new Person("sari", "manager"));
        demo.clock.wait(Tokens.LIFETIME.minusMillis(1));
        assertThat(demo.tokens.holder(token)).isPresent();
        demo.clock.wait(Duration.ofMillis(1));
        assertThat(demo.tokens.holder(token)).isEmpty();
    }

    @Test
    void tokensThatHaveEndedAreRemoved() {
        demo.tokens.issue("sari");
        demo.clock.wait(Tokens.LIFETIME);
        demo.tokens.issue("rani");

        assertThat(all("SELECT name FROM tokens")).containsExactly("rani");
    }

    @Test
    void anUnknownTokenHasNoHolder() {
        assertThat(demo.tokens.holder("A".repeat(43))).isEmpty();
    }

    @Test
    void anOrderIsReadAsItWasMade() {
        Order made = demo.book.add(TEA, "people:rani", null);

        assertThat(demo.book.find(made.id())).contains(made);
        assertThat(made).returns(TEA.item(), Order::item).returns(Order.Status.OPEN, Order::status);
        assertThat(demo.book.find("' OR ''='")).isEmpty();
    }

    @Test
    void aListIsBounded() {
        for (int i = 0; i <= OrderBook.MOST; i++) {
            demo.clock.wait(Duration.ofMillis(1));
            demo.book.add(TEA, "people:" + i, null);
        }

        assertThat(demo.book.newest())
                .hasSize(OrderBook.MOST)
                .extracting(Order::maker)
                .contains("people:1")
                .doesNotContain("people:0");
    }

    @Test
    void aMakerFindsItsOwnOrders() {
        demo.book.add(TEA, "people:rani", null);
        Order partners = demo.book.add(TEA, "signing:orders-partner", null);

        assertThat(demo.book.newestOf("signing:orders-partner")).containsExactly(partners);
    }

    @Test
    void aTenantFindsItsOwnOrders() {
        demo.book.add(TEA, "people:rani", null);
        demo.book.add(TEA, "bearer:globex-app", "globex");
        Order acmes = demo.book.add(TEA, Caller.of("bearer", "acme-app").withTenant("acme"));

        assertThat(demo.book.newestOfTenant("acme")).containsExactly(acmes);
        assertThat(acmes).returns("acme", Order::tenant).returns("bearer:acme-app", Order::maker);
        assertThat(demo.book.add(TEA, Caller.of("people", "rani")).tenant()).isNull();
    }

    @Test
    void aCustomerIsReadAsItWasEntered() {
        Customer entered = demo.customers.add(new NewCustomer("Toko'); --", "Bandung"), "people:rani");

        assertThat(demo.customers.find(entered.id())).contains(entered);
        assertThat(entered.owner()).isEqualTo("people:rani");
        assertThat(demo.customers.find("' OR ''='")).isEmpty();
    }

    @Test
    void allSessionsEndAtOnce() {
        String token = demo.tokens.issue("sari");
        demo.tokens.endAll();

        assertThat(demo.tokens.holder(token)).isEmpty();
    }

    @Test
    void somebodyElseApprovesOnce() {
        Order made = demo.book.add(TEA, "people:budi", null);

        assertThat(demo.book.approve(made.id(), "people:budi")).isFalse();
        assertThat(demo.book.approve(made.id(), "people:sari")).isTrue();
        assertThat(demo.book.approve(made.id(), "people:sari")).isFalse();
        assertThat(demo.book.approve("unknown", "people:sari")).isFalse();
        assertThat(demo.book.find(made.id()).orElseThrow())
                .returns(Order.Status.APPROVED, Order::status)
                .returns("people:sari", Order::approver);
    }

    private List<String> all(String select) {
        return demo.database.run(connection -> {
            List<String> found = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(select)) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        });
    }
}
