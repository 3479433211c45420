package io.gapura.filters.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gapura.filters.protect.FieldContext;
import io.gapura.filters.protect.UnsealableException;
import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On Hibernate ORM and H2: the entity has the value, the table has not. */
class SealedAttributeTest {
    private SessionFactory factory;

    @BeforeEach
    void start() {
        factory = new Configuration()
                .addAnnotatedClass(Person.class)
                .setProperty("hibernate.connection.url", "jdbc:h2:mem:people" + System.nanoTime())
                .setProperty("hibernate.hbm2ddl.auto", "create-drop")
                .buildSessionFactory();
    }

    @AfterEach
    void stop() {
        factory.close();
    }

    private <T> T with(Function<Session, T> work) {
        return factory.fromTransaction(work::apply);
    }

    private void store(String name, String phone) {
        factory.inTransaction(session -> session.persist(new Person(name, phone)));
    }

    private String phone() {
        return with(session -> session.find(Person.class, "rani").phone());
    }

    private List<String> column() {
        return with(session -> session.createNativeQuery("SELECT phone FROM people ORDER BY name", String.class)
                .getResultList());
    }

    private void write(String phone, String name) {
        factory.inTransaction(
                session -> session.createNativeMutationQuery("UPDATE people SET phone = :phone WHERE name = :name")
                        .setParameter("phone", phone)
                        .setParameter("name", name)
                        .executeUpdate());
    }

    @Test
    void theEntityHasTheValueAndTheTableHasASealedText() {
        store("rani", "+62 21 555");
        assertThat(phone()).isEqualTo("+62 21 555");
        assertThat(column()).singleElement().asString().startsWith("eyJ").doesNotContain("+62 21 555");
    }

    @Test
    void noValueIsNoText() {
        store("rani", null);
        assertThat(phone()).isNull();
        assertThat(column()).containsExactly((String) null);
    }

    @Test
    void aChangedValueIsSealedAgain() {
        store("rani", "+62 21 555");
        String before = column().get(0);
        factory.inTransaction(session -> session.find(Person.class, "rani").call("+62 21 556"));
        assertThat(column().get(0)).isNotEqualTo(before);
        assertThat(phone()).isEqualTo("+62 21 556");
    }

    @Test
    void aRowThatIsOnlyReadIsNotWrittenAgain() {
        store("rani", "+62 21 555");
        String before = column().get(0);
        factory.inTransaction(session -> session.find(Person.class, "rani").name());
        assertThat(column()).containsExactly(before);
    }

    private void cannotBeLoaded(UnsealableException.Reason reason) {
        assertThatExceptionOfType(PersistenceException.class)
                .isThrownBy(() -> with(session -> session.find(Person.class, "rani")))
                .havingRootCause()
                .isInstanceOf(UnsealableException.class)
                .withMessageContaining(reason.name());
    }

    @Test
    void aTextInTheClearIsRefused() {
        store("rani", "+62 21 555");
        write("+62 21 556", "rani");
        cannotBeLoaded(UnsealableException.Reason.MALFORMED);
    }

    @Test
    void aTextOfAnotherColumnIsRefused() {
        store("rani", "+62 21 555");
        write(Keys.cipher().seal("+62 21 556", FieldContext.ofColumn("people", "fax")), "rani");
        cannotBeLoaded(UnsealableException.Reason.OTHER_CONTEXT);
    }
}
