package io.gapura.validation;

import static io.gapura.validation.CheckedEntities.NewParcel;
import static io.gapura.validation.CheckedEntities.Parcels;
import static io.gapura.validation.CheckedEntities.STRICT;
import static io.gapura.validation.CheckedEntities.body;
import static io.gapura.validation.CheckedEntities.check;
import static io.gapura.validation.CheckedEntities.checks;
import static io.gapura.validation.CheckedEntities.refused;
import static io.gapura.validation.CheckedEntities.request;
import static io.gapura.validation.CheckedEntities.resource;
import static io.gapura.validation.CheckedEntities.size;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.Stage;
import io.gapura.filters.config.Configuration;
import io.gapura.filters.config.PolicyCatalog;
import io.gapura.filters.config.Resources;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Null;
import jakarta.validation.constraints.Past;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationTest {
    @Test
    void anEntityThatKeepsItsConstraintsPasses() {
        assertThat(check(NewParcel.of("Ayu", 200))).isSameAs(Decision.proceed());
        assertThat(check("any text")).isSameAs(Decision.proceed());
    }

    @Test
    void aMissingAndAnOutOfRangeMemberAreNamedByPointerAndCode() {
        Rejection rejection = refused(NewParcel.of(null, 0));
        assertThat(rejection.status()).isEqualTo(422);
        assertThat(rejection.code()).isEqualTo("content-refused");
        assertThat(rejection.hard()).isFalse();
        assertThat(rejection.violations())
                .containsExactly(body("/grams", "body.range"), body("/recipient", "body.missing"));
    }

    @Test
    void bothSidesOfABound() {
        assertThat(check(NewParcel.of("Ayu", 1))).isSameAs(Decision.proceed());
        assertThat(check(NewParcel.of("Ayu", 30_000))).isSameAs(Decision.proceed());
        assertThat(refused(NewParcel.of("Ayu", 30_001)).violations()).containsExactly(body("/grams", "body.range"));
        assertThat(check(NewParcel.of("12345", 1))).isSameAs(Decision.proceed());
        assertThat(refused(NewParcel.of("123456", 1)).violations())
                .containsExactly(size("/recipient", "text.length", 5));
    }

    @Test
    void neitherMessageNorValueLeaves() {
        Rejection rejection = refused(NewParcel.of("my secret", 1));
        assertThat(rejection.violations().toString() + rejection.note() + rejection)
                .doesNotContain("my secret", "too long");
    }

    @Test
    void aMessageIsNeitherEvaluatedNorLogged() {
        Logger logger = Logger.getLogger("org.hibernate.validator");
        List<LogRecord> records = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                records.add(entry);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try {
            refused(NewParcel.of("my secret", 1));
            refused(new Period(2, 1));
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(records).isEmpty();
    }

    record Codes(
            @NotEmpty String empty,
            @Null String absent,
            @Pattern(regexp = "a") String pattern,
            @Email String email,
            @Past LocalDate past,
            @Positive Integer positive,
            @AssertTrue Boolean rule) {}

    static Stream<Arguments> codes() {
        return Stream.of(
                Arguments.of(new Codes("", null, null, null, null, null, null), "/empty", "body.missing"),
                Arguments.of(new Codes("x", "y", null, null, null, null, null), "/absent", "body.not-null"),
                Arguments.of(new Codes("x", null, "b", null, null, null, null), "/pattern", "body.pattern"),
                Arguments.of(new Codes("x", null, null, "b", null, null, null), "/email", "body.email"),
                Arguments.of(new Codes("x", null, null, null, LocalDate.MAX, null, null), "/past", "body.time"),
                Arguments.of(new Codes("x", null, null, null, null, 0, null), "/positive", "body.range"),
                Arguments.of(new Codes("x", null, null, null, null, null, false), "/rule", "body.rule"));
    }

    @ParameterizedTest
    @MethodSource("codes")
    void theCodeIsThatOfTheAnnotation(Object entity, String at, String code) {
        assertThat(refused(entity).violations()).containsExactly(body(at, code));
        assertThat(refused(entity).reason()).isEqualTo(code);
    }

    @Test
    void aConstraintOfTheApplicationHasOnePlaceAndOneWord() {
        assertThat(check(new Period(1, 2))).isSameAs(Decision.proceed());
        assertThat(refused(new Period(2, 1)).violations()).containsExactly(body("", "body.constraint"));
        assertThat(refused(List.of(new Period(1, 2), new Period(2, 1))).violations())
                .containsExactly(body("/1", "body.constraint"));
    }

    @Test
    void aConstraintThatThrowsRefuses() {
        Rejection rejection = refused(new Period(-1, 1));
        assertThat(rejection.status()).isEqualTo(500);
        assertThat(rejection.code()).isEqualTo("internal-error");
        assertThat(rejection.reason()).isEqualTo("control.failure");
        assertThat(rejection.hard()).isTrue();
        assertThat(rejection.note()).isPresent();
        assertThat(rejection.note().orElseThrow()).doesNotContain("secret");
        assertThat(check(new Period(1, 2))).isSameAs(Decision.proceed());
    }

    record Overflowing(@Pattern(regexp = "(a|b)*") String text) {}

    /** Whoever did not read the start-up check meets it here: such a pattern is no check at all. */
    @Test
    void aPatternThatCouldOverflowTheStackRefusesWhateverComes() {
        assertThat(refused(new Overflowing("ab")).reason()).isEqualTo("control.failure");
        assertThat(refused(new Overflowing("ab".repeat(500_000))).reason()).isEqualTo("control.failure");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 422})
    void theStatusOfRefusedContentIsASetting(int status) {
        Decision decision = check(STRICT.contentStatus(status), NewParcel.of(null, 1));
        assertThat(((Decision.Reject) decision).rejection().status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 401, 421, 423, 500})
    void anotherStatusIsAMistake(int status) {
        assertThatThrownBy(() -> STRICT.contentStatus(status))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("content-status must be 400 or 422");
    }

    @Test
    void aResourceMethodIsCheckedAndAServletIsNot() throws Exception {
        assertThat(STRICT.stage()).isEqualTo(Stage.ENDPOINT);
        Decision servlet = STRICT.decide(request().withEndpoint(Endpoint.servlet("POST", "/*", Parcels.class)));
        assertThat(((Decision.Proceed) servlet).entityCheck()).isEmpty();
        assertThat(STRICT.decide(request())).isSameAs(Decision.proceed());
        assertThat(checks(STRICT)).hasSize(1);
        assertThat(STRICT.decide(resource())).isSameAs(STRICT.decide(resource()));
    }

    @Test
    void theCatalogueIsFoundAndBindsTheStatus() throws Exception {
        PolicyCatalog catalog = ServiceLoader.load(PolicyCatalog.class).stream()
                .filter(provider -> provider.type() == ValidationCatalog.class)
                .map(ServiceLoader.Provider::get)
                .findFirst()
                .orElseThrow();
        Decision decision = pipeline(catalog, "400")
                .decide(resource())
                .entityChecks()
                .get(0)
                .check(NewParcel.of(null, 1));
        assertThat(((Decision.Reject) decision).rejection().status()).isEqualTo(400);
        assertThatThrownBy(() -> pipeline(catalog, "404"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("content-status must be 400 or 422");
    }

    private static Pipeline pipeline(PolicyCatalog catalog, String status) {
        return Configuration.of(
                        "test",
                        Map.of("policies", "validation", "validation.content-status", status),
                        Resources.ofSystem())
                .pipeline(List.of(catalog), Set.of());
    }

    @Test
    void equalSettingsMakeEqualPolicies() {
        assertThat(STRICT.contentStatus(422)).isEqualTo(STRICT).hasSameHashCodeAs(STRICT);
        assertThat(STRICT.contentStatus(400)).isNotEqualTo(STRICT);
    }
}
