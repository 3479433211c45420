package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.BodyGuard;
import io.gapura.filters.Decision;
import io.gapura.filters.EntityCheck;
import io.gapura.filters.PathParameters;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.validation.constraints.FreeText;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.validation.constraintvalidation.SupportedValidationTarget;
import jakarta.validation.constraintvalidation.ValidationTarget;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntityContractTest {
    private static final Validation STRICT = Validation.strict();

    /** Asked for when something is changed. */
    interface Changing {}

    public record Parcel(
            @NotNull @Size(max = 5) String to,
            @Min(1) @Max(9) int grams,
            @NotNull(groups = Changing.class) @Size(max = 5) String id) {}

    public record Note(@NotNull @Size(max = 5) String to) {}

    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = EvenValidator.class)
    public @interface Even {
        String message() default "canary";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    public static final class EvenValidator implements ConstraintValidator<Even, Integer> {
        @Override
        public boolean isValid(Integer number, ConstraintValidatorContext context) {
            return number == null || number % 2 == 0;
        }
    }

    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = OrderedValidator.class)
    public @interface Ordered {
        String message() default "canary";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    @SupportedValidationTarget(ValidationTarget.PARAMETERS)
    public static final class OrderedValidator implements ConstraintValidator<Ordered, Object[]> {
        @Override
        public boolean isValid(Object[] values, ConstraintValidatorContext context) {
            return (Integer) values[0] <= (Integer) values[1];
        }
    }

    @Consumes("application/json")
    public static final class Resource {
        @POST
        public void create(@NotNull Parcel parcel) {}

        @POST
        @Contract(shape = Note.class, depth = 1)
        public void note(Parcel parcel) {}

        @POST
        @ValidateWith(Changing.class)
        public void change(Parcel parcel) {}

        @POST
        public void open(Map<String, Object> members) {}

        @POST
        public void opened(@OpenMembers(max = 1) Map<String, Object> members) {}

        @POST
        @Contract(mode = Contract.Adoption.SHADOW)
        public void adopted(Parcel parcel) {}

        @GET
        public void even(@QueryParam("n") @Min(0) @Max(99) @Even Integer n) {}

        @GET
        @Ordered
        public void ordered(@QueryParam("from") @Min(0) @Max(9) int from, @QueryParam("to") @Min(0) @Max(9) int to) {}

        @GET
        public void custom(@QueryParam("n") @FreeText("of a test") @Even Thread n) {}

        @POST
        @Ordered
        public void crossed(@QueryParam("n") @Min(0) @Max(9) int n, Parcel parcel) {}
    }

    private static RequestView json(String text) {
        return RequestView.post("/").header("Content-Type", "application/json").body(text);
    }

    private static Verdict verdict(RequestView request, String method) {
        try {
            return Pipeline.builder()
                    .add(STRICT)
                    .build()
                    .decide(request.withEndpoint(Decided.endpoint(request.method(), Resource.class, method)));
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    private static Optional<Rejection> read(String text, String method) {
        BodyGuard guard = verdict(json(text), method).bodyGuards().get(0);
        return Watched.whole(guard, text);
    }

    @Test
    void contentThatKeepsItsShapeIsRead() {
        assertThat(read("{\"to\":\"a\",\"grams\":1}", "create")).isEmpty();
        assertThat(read("{\"to\":\"a\"}", "note")).isEmpty();
        assertThat(read("{\"a\":1}", "opened")).isEmpty();
    }

    @Test
    void aMemberThatNobodyDeclaredIsRefusedWhileItIsRead() {
        assertThat(read("{\"to\":\"a\",\"grams\":1,\"admin\":true}", "create")).hasValueSatisfying(refused -> {
            assertThat(refused).returns(422, Rejection::status).returns("content-refused", Rejection::code);
            assertThat(Decided.words(refused)).containsExactly("BODY body.unknown");
        });
    }

    @Test
    void anActionMaySetFewerMembersThanItsEntityHas() {
        assertThat(read("{\"to\":\"a\",\"grams\":1}", "note"))
                .hasValueSatisfying(
                        refused -> assertThat(Decided.words(refused)).containsExactly("BODY body.unknown"));
    }

    @Test
    void aContractTightensTheStructure() {
        assertThat(read("{\"to\":[\"a\"]}", "note"))
                .hasValueSatisfying(refused -> assertThat(refused.reason()).isEqualTo("json.depth"));
        assertThat(read("{\"a\":1,\"b\":2}", "opened"))
                .hasValueSatisfying(refused -> assertThat(refused.reason()).isEqualTo("json.members"));
    }

    @Test
    void contentThatIsDemandedMustBeThere() {
        assertThat(Decided.refused(STRICT, json(""), Resource.class, "create"))
                .returns(400, Rejection::status)
                .returns("content-malformed", Rejection::code)
                .returns("body.required", Rejection::reason);
        assertThat(Decided.refused(
                        STRICT,
                        RequestView.post("/")
                                .header("Content-Type", "text/plain")
                                .body("a"),
                        Resource.class,
                        "create"))
                .returns("media.type", Rejection::reason);
    }

    private static Decision check(Object entity, String method) {
        EntityCheck check = verdict(json("{}"), method).entityChecks().get(0);
        return check.check(entity);
    }

    @Test
    void theGroupsOfAnEndpointDecideWhichConstraintsCount() {
        Parcel light = new Parcel("far too long", 0, null);
        assertThat(Decided.words(((Decision.Reject) check(light, "change")).rejection()))
                .containsExactly("BODY /id body.missing");
        assertThat(check(new Parcel("a", 1, null), "create")).isInstanceOf(Decision.Proceed.class);
        assertThat(Decided.words(((Decision.Reject) check(light, "create")).rejection()))
                .containsExactly("BODY /grams body.range", "BODY /to text.length");
    }

    @Test
    void whatIsNotEnforcedYetIsRecordedWhereverItIsFound() {
        Decision recorded = check(new Parcel("a", 0, null), "adopted");
        assertThat(((Decision.Proceed) recorded).observed())
                .singleElement()
                .satisfies(would -> assertThat(Decided.words(would)).containsExactly("BODY /grams body.range"));
        BodyGuard guard = verdict(json("{\"admin\":1}"), "adopted").bodyGuards().get(0);
        assertThat(Watched.whole(guard, "{\"admin\":1}"))
                .hasValueSatisfying(would -> assertThat(would.hard()).isFalse());
    }

    private static List<String> findings(String method, String httpMethod) {
        return STRICT.input(Decided.endpoint(httpMethod, Resource.class, method)).findings().stream()
                .map(Finding::code)
                .toList();
    }

    @Test
    void theStartUpCheckLooksIntoTheEntity() {
        assertThat(findings("create", "POST")).isEmpty();
        assertThat(findings("opened", "POST")).isEmpty();
        assertThat(findings("open", "POST")).contains("lint.open-object");
    }

    private static RequestView on(Object instance, String query) {
        PathParameters called = new PathParameters() {
            @Override
            public List<String> all(String name) {
                return List.of();
            }

            @Override
            public Optional<Object> handler() {
                return Optional.ofNullable(instance);
            }
        };
        return RequestView.get("/?" + query).withPathParameters(called);
    }

    @Test
    void aConstraintOfTheApplicationIsRunOnTheObjectThatIsCalled() {
        Resource called = new Resource();
        Decided.passes(STRICT, on(called, "n=2"), Resource.class, "even");
        assertThat(Decided.words(Decided.refused(STRICT, on(called, "n=3"), Resource.class, "even")))
                .containsExactly("QUERY n param.constraint");
        Decided.passes(STRICT, on(called, "from=1&to=1"), Resource.class, "ordered");
        assertThat(Decided.words(Decided.refused(STRICT, on(called, "from=2&to=1"), Resource.class, "ordered")))
                .containsExactly("QUERY param.constraint");
        assertThat(Decided.words(Decided.refused(STRICT, on(called, "from=20&to=1"), Resource.class, "ordered")))
                .containsExactly("QUERY from param.range");
    }

    @Test
    void withoutTheObjectThatIsCalledNothingIsLetIn() {
        assertThat(Decided.refused(STRICT, on(null, "n=2"), Resource.class, "even"))
                .returns(500, Rejection::status)
                .returns("lint.constraint-not-executed", Rejection::reason)
                .returns(true, Rejection::hard);
    }

    @Test
    void aConstraintThatNobodyWouldRunStopsTheStart() {
        assertThat(findings("custom", "GET")).containsExactly("lint.constraint-not-executed");
        assertThat(findings("crossed", "POST")).containsExactly("lint.constraint-not-executed");
        assertThat(findings("even", "GET")).isEmpty();
    }
}
