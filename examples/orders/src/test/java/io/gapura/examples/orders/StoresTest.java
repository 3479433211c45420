package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Caller;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    void everybodyHasAPasswordOfTheirOwn() throws Passwords.BusyException {
        assertThat(demo.people.withPassword("rani", demo.password("rani"))).contains(new Person("rani", "clerk"));
        assertThat(demo.people.withPassword("wira", demo.password("wira"))).contains(new Person("wira", "auditor"));
        assertThat(demo.people.withPassword("budi", demo.password("sari"))).isEmpty();
        assertThat(demo.people.withPassword("nobody", demo.password("sari"))).isEmpty();
        assertThat(demo.people.withPassword("rani", "")).isEmpty();
    }

    @Test
    void theDatabaseHoldsNeitherPasswordsNorTokens() {
        String token = demo.tokens.issue("rani");

        assertThat(all("SELECT password FROM people")).hasSize(5).allMatch(hash -> hash.startsWith("$argon2id$"));
        assertThat(all("SELECT digest FROM tokens"))
                .singleElement()
                .asString()
                .hasSize(64)
                .doesNotContain(token);
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
