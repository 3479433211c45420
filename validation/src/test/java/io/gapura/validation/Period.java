package io.gapura.validation;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An entity with a constraint of the application's own on the class, which fails on a negative start. */
@Period.Ordered
record Period(int from, int to) {

    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = OrderedValidator.class)
    @interface Ordered {
        String message() default "from must not be after to";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    public static final class OrderedValidator implements ConstraintValidator<Ordered, Period> {
        @Override
        public boolean isValid(Period period, ConstraintValidatorContext context) {
            if (period.from < 0) {
                throw new IllegalStateException("secret detail");
            }
            return period.from <= period.to;
        }
    }
}
