package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.EntityCheck;
import io.gapura.filters.PathParameters;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Constraints that stand where a method takes its entity, and those of what is in it. */
class EntityParameterTest {
    private static final Validation STRICT = Validation.strict();

    /** Of a whole order: on its class, or where it is taken. */
    @Target({ElementType.TYPE, ElementType.PARAMETER, ElementType.TYPE_USE})
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = {BalancedSpan.class, BalancedList.class})
    public @interface Balanced {
        String message() default "canary ${validatedValue}";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    public static final class BalancedSpan implements ConstraintValidator<Balanced, Span> {
        @Override
        public boolean isValid(Span span, ConstraintValidatorContext context) {
            return span == null || span.from() <= span.to();
        }
    }

    public static final class BalancedList implements ConstraintValidator<Balanced, List<?>> {
        @Override
        public boolean isValid(List<?> spans, ConstraintValidatorContext context) {
            return spans == null || spans.size() % 2 == 0;
        }
    }

    public record Span(
            @Min(0) @Max(9) int from, @Min(0) @Max(9) int to) {}

    @Balanced
    public record Strict(@Min(0) @Max(9) int from) {}

    public record Page<T>(@NotNull @Size(max = 2) List<@Valid T> items, Optional<@Valid Span> first) {}

    @Consumes("application/json")
    public static class Resource {
        @POST
        public void one(@Balanced Span span) {}

        @POST
        public void list(@QueryParam("n") @Min(0) @Max(9) int n, @Balanced @Size(max = 2) List<@Balanced Span> spans) {}

        @POST
        public void plain(@NotNull List<Span> spans) {}

        @POST
        public void page(@NotNull @Valid Page<Span> page) {}

        @POST
        public void map(@OpenMembers(max = 9) Map<String, Span> spans) {}

        @POST
        @Contract(mode = Contract.Adoption.SHADOW)
        public void adopted(@Balanced Span span) {}
    }

    private static RequestView request(boolean known) {
        PathParameters called = new PathParameters() {
            @Override
            public List<String> all(String name) {
                return List.of();
            }

            @Override
            public Optional<Object> handler() {
                return known ? Optional.of(new Resource()) : Optional.empty();
            }
        };
        return RequestView.post("/")
                .header("Content-Type", "application/json")
                .body("{}")
                .withPathParameters(called);
    }

    private static Verdict verdict(String method, boolean known) {
        try {
            return Pipeline.builder()
                    .add(STRICT)
                    .build()
                    .decide(request(known).withEndpoint(Decided.endpoint("POST", Resource.class, method)));
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    private static Decision check(String method, Object entity) {
        EntityCheck check = verdict(method, true).entityChecks().get(0);
        return check.check(entity);
    }

    private static List<String> words(String method, Object entity) {
        return check(method, entity) instanceof Decision.Reject refused
                ? Decided.words(refused.rejection())
                : List.of();
    }

    @Test
    void aConstraintOfTheApplicationOnTheEntityItselfIsRun() {
        assertThat(words("one", new Span(1, 2))).isEmpty();
        assertThat(words("one", new Span(2, 1))).containsExactly("BODY body.constraint");
        assertThat(words("one", new Span(20, 1))).containsExactly("BODY body.constraint", "BODY /from body.range");
    }

    @Test
    void constraintsOnAListAndOnItsElementsAreRunWhereTheyStand() {
        assertThat(words("list", List.of(new Span(1, 2), new Span(3, 4)))).isEmpty();
        assertThat(words("list", List.of(new Span(1, 2), new Span(4, 3)))).containsExactly("BODY /1 body.constraint");
        assertThat(words("list", List.of(new Span(1, 2)))).containsExactly("BODY body.constraint");
        assertThat(words("list", java.util.Collections.nCopies(4, new Span(1, 2))))
                .containsExactly("BODY list.size");
    }

    @Test
    void whatTheEntityHoldsIsCheckedWhetherOrNotItSaysSo() {
        assertThat(words("plain", List.of(new Span(1, 2), new Span(1, 10)))).containsExactly("BODY /1/to body.range");
        assertThat(words("map", Map.of("canary", new Span(1, 10)))).containsExactly("BODY body.range");
        assertThat(words("plain", List.of(Optional.of(new Span(1, 10)), Optional.empty())))
                .containsExactly("BODY /0/to body.range");
    }

    @Test
    void aGenericBeanCascadesIntoWhatItHolds() {
        assertThat(words("page", new Page<>(List.of(new Span(1, 2)), Optional.empty())))
                .isEmpty();
        assertThat(words("page", new Page<>(List.of(new Span(1, 2), new Span(1, 10)), Optional.of(new Span(10, 1)))))
                .containsExactly("BODY /first/from body.range", "BODY /items/1/to body.range");
        assertThat(words("page", new Page<>(null, Optional.empty()))).containsExactly("BODY /items body.missing");
    }

    @Test
    void inShadowItIsRecorded() {
        Decision recorded = check("adopted", new Span(2, 1));
        assertThat(((Decision.Proceed) recorded).observed())
                .singleElement()
                .satisfies(would -> assertThat(Decided.words(would)).containsExactly("BODY body.constraint"));
    }

    /** A runtime that shows nobody the object that it calls; what needs none is not asked for it. */
    @ParameterizedTest
    @ValueSource(strings = {"one", "list"})
    void withoutTheObjectThatIsCalledNothingIsLetIn(String method) {
        assertThat(verdict(method, false).rejection())
                .hasValueSatisfying(refused -> assertThat(refused)
                        .returns(500, Rejection::status)
                        .returns("lint.constraint-not-executed", Rejection::reason));
        assertThat(verdict("plain", false).rejection()).isEmpty();
    }

    @Test
    void aValidatorThatThrowsRefuses() {
        assertThat(((Decision.Reject) check("one", "no span")).rejection())
                .returns(500, Rejection::status)
                .returns("control.failure", Rejection::reason);
    }
}
