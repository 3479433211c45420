package io.gapura.validation;

import io.gapura.validation.constraints.TextConstraints;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.HibernateValidatorConfiguration;
import org.hibernate.validator.cfg.ConstraintMapping;

/**
 * The one way in which the validator is made: no expression language, no message looked up, patterns on a budget, constraints of class,
 * superclass and interface added up.
 */
final class ValidatorSetup {
    private ValidatorSetup() {}

    /** The factory lives as long as the application; closing it would close what its validators use. */
    @SuppressWarnings("resource")
    static Validator validator() {
        HibernateValidatorConfiguration configuration =
                Validation.byProvider(HibernateValidator.class).configure();
        ConstraintMapping mapping = configuration.createConstraintMapping();
        mapping.constraintDefinition(Pattern.class)
                .includeExistingValidators(false)
                .validatedBy(PatternConstraint.class);
        return configuration
                .addMapping(mapping)
                .constraintValidatorPayload(TextConstraints.standard())
                .messageInterpolator(new InertMessages())
                .allowOverridingMethodAlterParameterConstraint(true)
                .allowParallelMethodsDefineParameterConstraints(true)
                .allowMultipleCascadedValidationOnReturnValues(true)
                .buildValidatorFactory()
                .getValidator();
    }
}
