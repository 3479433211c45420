package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.EntityCheck;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Violation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks an entity or a resource method, and says the places and words of what is refused. */
final class CheckedEntities {
    static final Validation STRICT = Validation.strict();

    private CheckedEntities() {}

    record NewParcel(
            @NotNull @Size(max = 5, message = "${validatedValue} is too long")
            String recipient,

            @Min(1) @Max(30_000) int grams,
            @Size(max = 2) List<@NotNull @Size(max = 3) String> tags,
            @Valid Address to,
            List<@Valid Address> via,
            Map<@Size(max = 3) String, @Valid Address> named,
            Set<@Valid Address> seen) {
        static NewParcel of(String recipient, int grams) {
            return new NewParcel(recipient, grams, List.of(), null, List.of(), Map.of(), Set.of());
        }
    }

    record Address(@NotBlank String street) {}

    static final class Parcels {
        public void create(NewParcel parcel) {}
    }

    static List<EntityCheck> checks(Policy policy) throws ReflectiveOperationException, IOException {
        return Pipeline.builder().add(policy).build().decide(resource()).entityChecks();
    }

    static RequestView request() {
        return RequestView.post("/parcels");
    }

    static RequestView resource() throws ReflectiveOperationException {
        return request()
                .withEndpoint(Endpoint.resource(
                        "POST", "/parcels", Parcels.class, Parcels.class.getDeclaredMethod("create", NewParcel.class)));
    }

    static Decision check(Object entity) {
        return check(STRICT, entity);
    }

    static Decision check(Validation policy, Object entity) {
        try {
            return checks(policy).get(0).check(entity);
        } catch (ReflectiveOperationException | IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static Rejection refused(Object entity) {
        Decision decision = check(entity);
        assertThat(decision).isInstanceOf(Decision.Reject.class);
        return ((Decision.Reject) decision).rejection();
    }

    /** The contract's limits go with it: the text of the answer names them. */
    static Violation size(String at, String code, int max) {
        return body(at, code).with("min", 0).with("max", max);
    }

    static Violation body(String at, String code) {
        return new Violation(Violation.Place.BODY, at, code);
    }
}
