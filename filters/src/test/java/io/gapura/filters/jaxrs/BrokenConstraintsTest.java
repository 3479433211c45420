package io.gapura.filters.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Rejection;
import io.gapura.filters.Violation;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.MatrixParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.Test;

/** What a real validator finds, as a client may know it. */
class BrokenConstraintsTest {
    private static final Validator VALIDATOR = Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator();

    /** Parameters of a form. */
    public static class Search {
        @QueryParam("page")
        @Min(1)
        public int canaryPage;

        @Min(1)
        public int canaryUnnamed;
    }

    /** An element of an entity. */
    public record Item(@Size(max = 3) String name) {}

    /** An entity. */
    public record Order(
            @Valid List<Item> items,
            @Valid Map<String, Item> byName,
            @NotNull String to) {}

    /** Where the annotations are, as many applications have it. */
    public interface Api {
        void everything(
                @QueryParam("page") @Min(1) int canaryA,
                @HeaderParam("X-Page") @Max(9) int canaryB,
                @CookieParam("tab") @Pattern(regexp = "canary-pattern") String canaryC,
                @FormParam("colour") @Size(max = 2) String canaryD,
                @PathParam("id") @NotNull String canaryE,
                @MatrixParam("m") @Size(min = 9) String canaryF);

        void content(@Valid @NotNull Order canaryOrder);

        void search(@BeanParam @Valid Search canarySearch);

        @NotNull
        String answer();
    }

    /** A resource. */
    public static class Resource implements Api {
        @HeaderParam("X-Tenant")
        @NotNull
        public String canaryTenant;

        @Override
        public void everything(int a, int b, String c, String d, String e, String f) {}

        @Override
        public void content(Order order) {}

        @Override
        public void search(Search search) {}

        @Override
        public String answer() {
            return "";
        }
    }

    private static Method method(String name) {
        return Arrays.stream(Resource.class.getDeclaredMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Rejection parameters(String name, Object... values) {
        Set<? extends ConstraintViolation<?>> found =
                VALIDATOR.forExecutables().validateParameters(new Resource(), method(name), values);
        assertThat(found).isNotEmpty();
        return BrokenConstraints.meaningOf(new ConstraintViolationException(found));
    }

    private static Set<String> places(Rejection rejection) {
        Set<String> all = new TreeSet<>();
        for (Violation each : rejection.violations()) {
            all.add(each.place() + " " + each.at() + " " + each.code());
        }
        return all;
    }

    @Test
    void parametersGoByTheirDeclaredNames() {
        Rejection rejection = parameters("everything", 0, 10, "x", "abc", null, "m");
        assertThat(rejection.status()).isEqualTo(400);
        assertThat(rejection.code()).isEqualTo("parameters-refused");
        assertThat(places(rejection))
                .containsExactlyInAnyOrder(
                        "QUERY page param.range",
                        "HEADER X-Page param.range",
                        "COOKIE tab param.pattern",
                        "FORM colour param.size",
                        "TARGET id param.missing",
                        "TARGET m param.size");
    }

    @Test
    void contentGoesByPointersThatEndWhereAClientChoseTheName() {
        Order order =
                new Order(List.of(new Item("abc"), new Item("abcd")), Map.of("canary/key", new Item("abcd")), null);
        Rejection rejection = parameters("content", order);
        assertThat(rejection.status()).isEqualTo(422);
        assertThat(rejection.code()).isEqualTo("content-refused");
        assertThat(places(rejection))
                .containsExactlyInAnyOrder(
                        "BODY /items/1/name body.size", "BODY /byName body.size", "BODY /to body.missing");
    }

    @Test
    void noContentAtAllIsMissing() {
        assertThat(places(parameters("content", (Object) null))).containsExactly("BODY  body.missing");
    }

    @Test
    void aBeanOfParametersGivesTheNamesOfItsFields() {
        Rejection rejection = parameters("search", new Search());
        assertThat(places(rejection)).containsExactlyInAnyOrder("QUERY page param.range", "BODY  body.range");
        assertThat(rejection.status()).isEqualTo(400);
    }

    @Test
    void aFieldOfTheResourceIsAParameter() {
        assertThat(places(BrokenConstraints.meaningOf(
                        new ConstraintViolationException(VALIDATOR.validate(new Resource())))))
                .containsExactly("HEADER X-Tenant param.missing");
    }

    @Test
    void whatTheApplicationValidatedItselfIsNotNamed() {
        Rejection rejection = BrokenConstraints.meaningOf(
                new ConstraintViolationException(VALIDATOR.validate(new Order(null, null, null))));
        assertThat(rejection.status()).isEqualTo(422);
        assertThat(places(rejection)).containsExactly("BODY  body.missing");
    }

    @Test
    void whatWeReturnIsOurFault() {
        ConstraintViolationException thrown = new ConstraintViolationException(
                VALIDATOR.forExecutables().validateReturnValue(new Resource(), method("answer"), null));
        assertThat(BrokenConstraints.meaningOf(thrown))
                .returns(500, Rejection::status)
                .returns("return-value", Rejection::reason)
                .returns(List.of(), Rejection::violations);
    }

    @Test
    void anExceptionWithoutViolationsIsOurFault() {
        for (Set<ConstraintViolation<?>> none : Arrays.<Set<ConstraintViolation<?>>>asList(Set.of(), null)) {
            assertThat(BrokenConstraints.meaningOf(new ConstraintViolationException("canary", none))
                            .status())
                    .isEqualTo(500);
        }
    }

    @Test
    void aMapperHandsTheMeaningOn() {
        ConstraintViolationException thrown = new ConstraintViolationException(VALIDATOR.validate(new Resource()));
        assertThat(new ValidationFailures.OfConstraints().toResponse(thrown).getEntity())
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.meaning().status()).isEqualTo(400));
    }
}
