package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.EntityCheck;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Stage;
import io.gapura.filters.Violation;
import io.gapura.filters.config.Configuration;
import io.gapura.filters.config.PolicyCatalog;
import io.gapura.filters.config.Resources;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Null;
import jakarta.validation.constraints.Past;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
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
    private static final Validation STRICT = Validation.strict();

    record NewParcel(
            @NotNull @Size(max = 5, message = "${validatedValue} is too long")
            String recipient,

            @Min(1) @Max(30_000) int grams,
            @Size(max = 2) List<@NotNull @Size(max = 3) String> tags,
            @Valid Address to,
            List<@Valid Address> via,
            Map<@Size(max = 3) String, @Valid Address> named,
            Set<@Valid Address> seen) {
        static NewParcel of(String recipient, int grams) {
            return new NewParcel(recipient, grams, List.of(), null, List.of(), Map.of(), Set.of());
        }
    }

    record Address(@NotBlank String street) {}

    static final class Parcels {
        public void create(NewParcel parcel) {}
    }

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
    void elementsAndMembersOfMembersHaveTheirPlace() {
        NewParcel parcel = new NewParcel(
                "Ayu",
                1,
                Arrays.asList("abc", null, "abcd"),
                new Address(""),
                List.of(new Address("x"), new Address(" ")),
                Map.of(),
                Set.of());
        assertThat(refused(parcel).violations())
                .containsExactly(
                        size("/tags", "list.size", 2),
                        body("/tags/1", "body.missing"),
                        size("/tags/2", "text.length", 3),
                        body("/to/street", "body.missing"),
                        body("/via/1/street", "body.missing"));
    }

    @Test
    void aNameThatTheClientChoseIsNotRepeatedToIt() {
        NewParcel parcel = new NewParcel(
                "Ayu",
                1,
                List.of(),
                null,
                List.of(),
                Map.of("secret-key/~", new Address("")),
                new LinkedHashSet<>(List.of(new Address(""))));
        assertThat(refused(parcel).violations())
                .containsExactly(
                        body("/named", "body.missing"),
                        size("/named", "text.length", 3),
                        body("/seen", "body.missing"));
    }

    @Test
    void neitherMessageNorValueLeaves() {
        Rejection rejection = refused(NewParcel.of("my secret", 1));
        assertThat(rejection.violations().toString() + rejection.note() + rejection)
                .doesNotContain("my secret", "too long");
    }

    @Test
    void theElementsOfAWholeListArrayOrMapAreChecked() {
        assertThat(check(List.of(new Address("x")))).isSameAs(Decision.proceed());
        assertThat(refused(List.of(new Address("x"), new Address(""))).violations())
                .containsExactly(body("/1/street", "body.missing"));
        assertThat(refused(new Object[] {new Address("x"), null, new Address("")})
                        .violations())
                .containsExactly(body("/2/street", "body.missing"));
        assertThat(refused(List.of(List.of(), List.of(new Address("")))).violations())
                .containsExactly(body("/1/0/street", "body.missing"));
        assertThat(refused(Map.of("secret", new Address(""))).violations()).containsExactly(body("", "body.missing"));
        assertThat(refused(Map.of("secret", List.of(new Address("")))).violations())
                .containsExactly(body("", "body.missing"));
        assertThat(refused(new LinkedHashSet<>(List.of(new Address("")))).violations())
                .containsExactly(body("", "body.missing"));
        assertThat(check(new byte[] {1, 2})).isSameAs(Decision.proceed());
        assertThat(check(Collections.singletonList(null))).isSameAs(Decision.proceed());
    }

    @Test
    void anAnswerHoldsTwentyViolations() {
        assertThat(refused(Collections.nCopies(20, new Address(""))).violations())
                .hasSize(20);
        assertThat(refused(Collections.nCopies(100_000, new Address(""))).violations())
                .hasSize(20);
    }

    @Test
    void containersAreFollowedThirtyTwoDeepAndNoFurther() {
        assertThat(refused(nested(32)).violations()).hasSize(1);
        assertThat(refused(nested(33)).violations()).containsExactly(body("/0".repeat(33), "body.depth"));
    }

    @Test
    void mapsAndSetsAreFollowedNoDeeperThanLists() {
        Object inMaps = new Address("");
        Object inSets = new Address("");
        for (int i = 0; i < 32; i++) {
            inMaps = Map.of("key", inMaps);
            inSets = Set.of(inSets);
        }
        assertThat(refused(inMaps).violations()).containsExactly(body("", "body.missing"));
        assertThat(refused(inSets).violations()).containsExactly(body("", "body.missing"));
        assertThat(refused(Map.of("key", inMaps)).violations()).containsExactly(body("", "body.depth"));
        assertThat(refused(Set.of(inSets)).violations()).containsExactly(body("", "body.depth"));
    }

    /** A bean that happens to be iterable. */
    record Shelf(@NotNull String label, @Valid List<Address> all) implements Iterable<Address> {
        @Override
        public Iterator<Address> iterator() {
            throw new AssertionError("its own constraints say what is checked");
        }
    }

    /** A list with a constraint of its own. */
    static final class Named extends ArrayList<Address> {
        private static final long serialVersionUID = 1L;

        @NotNull
        final transient String label = null;
    }

    @Test
    void aBeanThatIsIterableOrACollectionKeepsItsOwnConstraints() {
        assertThat(check(new Shelf("a", List.of(new Address("x"))))).isSameAs(Decision.proceed());
        assertThat(refused(new Shelf(null, List.of(new Address("")))).violations())
                .containsExactly(body("/all/0/street", "body.missing"), body("/label", "body.missing"));
        Named named = new Named();
        named.add(new Address(""));
        assertThat(refused(named).violations())
                .containsExactly(body("/0/street", "body.missing"), body("/label", "body.missing"));
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

    private static Object nested(int depth) {
        Object value = new Address("");
        for (int i = 0; i < depth; i++) {
            value = List.of(value);
        }
        return value;
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

    private static List<EntityCheck> checks(Policy policy) throws ReflectiveOperationException, IOException {
        return Pipeline.builder().add(policy).build().decide(resource()).entityChecks();
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

    private static RequestView request() {
        return RequestView.post("/parcels");
    }

    private static RequestView resource() throws ReflectiveOperationException {
        return request()
                .withEndpoint(Endpoint.resource(
                        "POST", "/parcels", Parcels.class, Parcels.class.getDeclaredMethod("create", NewParcel.class)));
    }

    private static Decision check(Object entity) {
        return check(STRICT, entity);
    }

    private static Decision check(Validation policy, Object entity) {
        try {
            return checks(policy).get(0).check(entity);
        } catch (ReflectiveOperationException | IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Rejection refused(Object entity) {
        Decision decision = check(entity);
        assertThat(decision).isInstanceOf(Decision.Reject.class);
        return ((Decision.Reject) decision).rejection();
    }

    /** The contract's limits go with it: the text of the answer names them. */
    private static Violation size(String at, String code, int max) {
        return body(at, code).with("min", 0).with("max", max);
    }

    private static Violation body(String at, String code) {
        return new Violation(Violation.Place.BODY, at, code);
    }
}
