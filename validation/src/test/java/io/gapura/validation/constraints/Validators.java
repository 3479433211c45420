package io.gapura.validation.constraints;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.HibernateValidatorConfiguration;
import org.hibernate.validator.engine.HibernateConstraintViolation;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** The validator of the catalogue, and the words that it says. */
final class Validators {
    private Validators() {}

    static HibernateValidatorConfiguration configuration() {
        return Validation.byProvider(HibernateValidator.class)
                .configure()
                .messageInterpolator(new ParameterMessageInterpolator(
                        Set.of(Locale.ENGLISH, Locale.GERMAN, new Locale("id")),
                        Locale.ENGLISH,
                        context -> Locale.ENGLISH,
                        false));
    }

    static Validator validator() {
        return configuration().buildValidatorFactory().getValidator();
    }

    static String word(ConstraintViolation<?> violation) {
        HibernateConstraintViolation<?> ours = violation.unwrap(HibernateConstraintViolation.class);
        return ours.getDynamicPayload(String.class);
    }

    static List<String> broken(Validator validator, Object bean) {
        return validator.validate(bean).stream()
                .map(violation -> violation.getPropertyPath() + " " + word(violation))
                .sorted()
                .toList();
    }

    static Annotation annotation(Class<? extends Record> type) {
        return type.getRecordComponents()[0].getAccessor().getAnnotations()[0];
    }
}
