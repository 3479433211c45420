package io.gapura.validation;

import io.gapura.filters.Decision;
import io.gapura.filters.EntityCheck;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.filters.Stage;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Contribution;
import jakarta.validation.Validator;
import java.lang.invoke.MethodHandles;
import org.hibernate.validator.HibernateValidator;

/**
 * Holds the Jakarta Validation constraints of an entity between its binding and the endpoint, on every Jakarta REST
 * runtime in the same way, and answers what breaks them without a message, an argument name or a value.
 *
 * <p>Immutable and thread-safe. The validator is made once, with the policy; messages are never interpolated, so
 * that text in a constraint or a value stays inert. A validator that throws refuses: 500 {@code
 * internal-error}, reason {@code control.failure}.
 */
public final class Validation implements Policy {
    private final Settings settings;
    private final Validator validator;
    private final Decision checking;

    /**
     * Key {@code validation.content-status}.
     *
     * @param contentStatus 422, or 400 for clients that expect it
     */
    record Settings(int contentStatus) {
        static final Settings DEFAULTS = new Settings(422);

        Settings {
            if (contentStatus != 400 && contentStatus != 422) {
                throw new IllegalArgumentException("content-status must be 400 or 422");
            }
        }
    }

    private Validation(Settings settings, Validator validator) {
        this.settings = settings;
        this.validator = validator;
        EntityCheck check = new EntityConstraints(validator, settings.contentStatus());
        this.checking = Decision.proceed().entityCheck(check);
    }

    /** Every constraint counts; refused with 422. */
    public static Validation strict() {
        return new Validation(Settings.DEFAULTS, newValidator());
    }

    public static CatalogEntry<?> entry() {
        return CatalogEntry.of(
                "validation",
                "holds the constraints of bound entities",
                MethodHandles.lookup(),
                Settings.class,
                Settings.DEFAULTS,
                settings -> Contribution.policies(new Validation(settings, newValidator())));
    }

    /** The same, answering content that breaks a constraint with this status: 422 or 400. */
    public Validation contentStatus(int status) {
        return new Validation(new Settings(status), validator);
    }

    /** The factory lives as long as the application; closing it would close what its validators use. */
    @SuppressWarnings("resource")
    private static Validator newValidator() {
        return jakarta.validation.Validation.byProvider(HibernateValidator.class)
                .configure()
                .messageInterpolator(new InertMessages())
                .buildValidatorFactory()
                .getValidator();
    }

    @Override
    public String name() {
        return "validation";
    }

    @Override
    public Stage stage() {
        return Stage.ENDPOINT;
    }

    @Override
    public Decision decide(RequestView request) {
        boolean resource = request.endpoint().flatMap(e -> e.method()).isPresent();
        return resource ? checking : Decision.proceed();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Validation that && settings.equals(that.settings);
    }

    @Override
    public int hashCode() {
        return settings.hashCode();
    }
}
