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
 * Holds the structure of JSON while the application reads it ({@link JsonGuard}), and the Jakarta Validation constraints
 * of an entity between its binding and the endpoint, on every Jakarta REST runtime in the same way; answers what breaks
 * them without a message, an argument name or a value.
 *
 * <p>Immutable and thread-safe. The validator is made once, with the policy; messages are never interpolated, so
 * that text in a constraint or a value stays inert. A validator that throws refuses: 500 {@code
 * internal-error}, reason {@code control.failure}.
 */
public final class Validation implements Policy {
    private final Settings settings;
    private final Validator validator;
    private final Decision.Proceed checking;
    private final BodyStructure structure;

    /**
     * Keys {@code validation.…}.
     *
     * @param contentStatus 422, or 400 for clients that expect it
     * @param jsonDepth and the others: see {@link JsonLimits}
     */
    record Settings(
            int contentStatus,
            int jsonDepth,
            int jsonTokens,
            int jsonMembers,
            int jsonItems,
            int jsonName,
            int jsonString,
            int jsonNumber) {
        static final Settings DEFAULTS = of(422, JsonLimits.DEFAULTS);

        Settings {
            if (contentStatus != 400 && contentStatus != 422) {
                throw new IllegalArgumentException("content-status must be 400 or 422");
            }
            JsonLimits.requireValid(jsonDepth, jsonTokens, jsonMembers, jsonItems, jsonName, jsonString, jsonNumber);
        }

        static Settings of(int contentStatus, JsonLimits json) {
            return new Settings(
                    contentStatus,
                    json.depth(),
                    json.tokens(),
                    json.members(),
                    json.items(),
                    json.name(),
                    json.string(),
                    json.number());
        }

        JsonLimits json() {
            return new JsonLimits(jsonDepth, jsonTokens, jsonMembers, jsonItems, jsonName, jsonString, jsonNumber);
        }
    }

    private Validation(Settings settings, Validator validator) {
        this.settings = settings;
        this.validator = validator;
        EntityCheck check = new EntityConstraints(validator, settings.contentStatus());
        this.checking = Decision.proceed().entityCheck(check);
        this.structure = new BodyStructure(JsonGuard.of(settings.json()));
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
        return new Validation(Settings.of(status, settings.json()), validator);
    }

    /** The same with other bounds for the structure of JSON. */
    public Validation json(JsonLimits limits) {
        return new Validation(Settings.of(settings.contentStatus(), limits), validator);
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
        return structure.watch(request, resource ? checking : Decision.proceed());
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
