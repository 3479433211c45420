package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.Query;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Violation;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Set;
import org.hibernate.validator.constraintvalidation.HibernateConstraintValidatorContext;
import org.junit.jupiter.api.Test;

/** A match that was given up refuses; the client learns of a pattern, the audit record of a control that has failed. */
class FailedControlTest {
    /** The lint refuses it at start-up; here the budget alone has to hold. */
    private static final SafePattern SLOW = SafePattern.unchecked("(x+x+)+y", 0);

    private static final String TEXT = "x".repeat(40);

    @Target(ElementType.FIELD)
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = Failing.class)
    public @interface Slow {
        String message() default "canary";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** As the one of {@code @Pattern} does. */
    public static final class Failing implements ConstraintValidator<Slow, String> {
        @Override
        public boolean isValid(String text, ConstraintValidatorContext context) {
            if (SLOW.match(text) == SafePattern.Outcome.GIVEN_UP) {
                context.unwrap(HibernateConstraintValidatorContext.class).withDynamicPayload(Codes.GIVEN_UP);
                return false;
            }
            return true;
        }
    }

    record Bean(@Slow String text) {}

    private static List<Violation> found(String value) {
        EndpointContract contract = EndpointContract.of("test")
                .query("q", ParameterRule.of(ParameterType.TEXT).check(TextChecks.matching(SLOW)))
                .closed();
        List<Violation> found = new InputCheck(contract, Set.<String>of()::contains)
                .violations(RequestView.get("/?q=" + value), Query.empty());
        return found == null ? List.of() : found;
    }

    @Test
    void aMatchThatWasGivenUpIsAFailedControlAndABrokenPattern() {
        assertThat(Settlement.parameters(found(TEXT)))
                .returns(400, Rejection::status)
                .returns("parameters-refused", Rejection::code)
                .returns("control.failure", Rejection::reason)
                .satisfies(refused -> {
                    assertThat(Decided.words(refused)).containsExactly("QUERY q param.pattern");
                    assertThat(refused.note())
                            .hasValueSatisfying(
                                    note -> assertThat(note).contains("budget").doesNotContain("x+"));
                });
    }

    @Test
    void aTextThatDiffersIsNone() {
        assertThat(Settlement.parameters(found("z")))
                .returns("param.pattern", Rejection::reason)
                .satisfies(refused -> assertThat(refused.note()).isEmpty());
        assertThat(TextChecks.matching(SLOW).refusal("z")).isEqualTo("pattern");
        assertThat(TextChecks.matching(SLOW).refusal("xxy", Caller.anonymous())).isNull();
    }

    @Test
    void whatIsShadowedStaysAFailedControl() {
        Rejection found = Settlement.parameters(List.of(
                new Violation(Violation.Place.QUERY, "a", "control.failure"),
                new Violation(Violation.Place.QUERY, "b", "param.type")));
        Settlement settlement = new Settlement(false, Set.of("param.type"));
        Decision.Reject refused = (Decision.Reject) settlement.of(Decision.proceed(), found);
        assertThat(refused.rejection()).returns("control.failure", Rejection::reason);
        assertThat(Decided.words(refused.rejection())).containsExactly("QUERY a param.pattern");
        assertThat(refused.observed())
                .singleElement()
                .satisfies(would -> assertThat(Decided.words(would)).containsExactly("QUERY b param.type"));
    }

    @Test
    void theSameHoldsForABeanThatIsBound() {
        EntityConstraints constraints = new EntityConstraints(
                ValidatorSetup.of(io.gapura.validation.constraints.TextConstraints.standard()),
                422,
                new Settlement(false, Set.of()),
                null);
        assertThat(((Decision.Reject) constraints.check(new Bean(TEXT))).rejection())
                .returns("control.failure", Rejection::reason)
                .satisfies(refused -> assertThat(Decided.words(refused)).containsExactly("BODY /text body.pattern"));
        assertThat(constraints.check(new Bean("z"))).isSameAs(Decision.proceed());
        assertThat(BeanConstraints.standard().broken(new Bean(TEXT), ""))
                .containsExactly(new Violation(Violation.Place.BODY, "/text", "body.pattern"));
    }
}
