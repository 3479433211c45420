package io.gapura.validation;

import io.gapura.filters.Caller;
import io.gapura.filters.Claims;
import io.gapura.validation.constraints.TextConstraints;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.HibernateValidatorConfiguration;
import org.hibernate.validator.HibernateValidatorFactory;
import org.hibernate.validator.cfg.ConstraintMapping;

/**
 * The one way in which validators are made: no expression language, no message looked up, patterns on a budget, constraints
 * of class, superclass and interface added up. Immutable and thread-safe.
 */
final class ValidatorSetup {
    private static final List<String> NAMES =
            List.of("preferred_username", "email", "name", "given_name", "family_name");
    private static final int MOST_NAMES = 16;
    private static final int LONGEST_NAME = 256;

    private final HibernateValidatorFactory factory;
    private final Validator standard;
    private final TextConstraints texts;

    private ValidatorSetup(HibernateValidatorFactory factory, TextConstraints texts) {
        this.factory = factory;
        this.standard = factory.getValidator();
        this.texts = texts;
    }

    /** The factory lives as long as the application; closing it would close what its validators use. */
    @SuppressWarnings("resource")
    static ValidatorSetup of(TextConstraints texts) {
        HibernateValidatorConfiguration configuration =
                Validation.byProvider(HibernateValidator.class).configure();
        ConstraintMapping mapping = configuration.createConstraintMapping();
        mapping.constraintDefinition(Pattern.class)
                .includeExistingValidators(false)
                .validatedBy(PatternConstraint.class);
        HibernateValidatorFactory factory = configuration
                .addMapping(mapping)
                .constraintValidatorPayload(texts)
                .messageInterpolator(new InertMessages())
                .allowOverridingMethodAlterParameterConstraint(true)
                .allowParallelMethodsDefineParameterConstraints(true)
                .allowMultipleCascadedValidationOnReturnValues(true)
                .buildValidatorFactory()
                .unwrap(HibernateValidatorFactory.class);
        return new ValidatorSetup(factory, texts);
    }

    /** For everybody. */
    Validator standard() {
        return standard;
    }

    /** What the annotations of this library mean here. */
    TextConstraints texts() {
        return texts;
    }

    /** For what this caller sends: a password must not hold its name. */
    Validator of(Caller caller) {
        TextConstraints own = texts(caller);
        return own == texts
                ? standard
                : factory.usingContext().constraintValidatorPayload(own).getValidator();
    }

    /** What they mean in what this caller sends. */
    TextConstraints texts(Caller caller) {
        return caller.isAnonymous() || !texts.knowsPasswords() ? texts : texts.caller(names(caller));
    }

    /** What it is called, and of an address the part before the at sign. */
    private static String[] names(Caller caller) {
        List<String> known = new ArrayList<>();
        known.add(caller.id());
        Optional<Claims> claims = caller.claims();
        for (String claim : NAMES) {
            claims.flatMap(each -> each.texts(claim)).ifPresent(known::addAll);
        }
        Set<String> names = new LinkedHashSet<>();
        for (String name : known) {
            int at = name.indexOf('@');
            if (name.length() <= LONGEST_NAME && names.size() < MOST_NAMES) {
                names.add(name);
                names.add(at < 0 ? name : name.substring(0, at));
            }
        }
        return names.toArray(String[]::new);
    }
}
