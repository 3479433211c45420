package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What an annotation asks of a caller beyond who it is. */
final class WrittenDemands {
    private static final int ANY_TIME = -1;

    private WrittenDemands() {}

    /**
     * Nothing for annotations that ask for nothing.
     *
     * @throws ConfigurationException for one that says nothing sound
     */
    static Optional<Demand> of(Annotation annotation, String place) {
        try {
            return Optional.ofNullable(demand(annotation));
        } catch (TypeNotPresentException missing) {
            throw ConfigurationException.at(place, "a class that @CheckResource names is missing");
        } catch (IllegalArgumentException unsound) {
            throw ConfigurationException.at(place, String.valueOf(unsound.getMessage()));
        }
    }

    private static @org.jspecify.annotations.Nullable Demand demand(Annotation annotation) {
        if (annotation instanceof RequiresPermission permissions) {
            return permissions(permissions);
        }
        if (annotation instanceof RequiresScope scopes) {
            return scopes(scopes.value());
        }
        if (annotation instanceof RequiresAuthentication authentication) {
            return stepUp(authentication);
        }
        if (annotation instanceof TenantScoped tenant) {
            return new Demand.Tenant(tenant.param(), tenant.onDeny());
        }
        return annotation instanceof CheckResource check ? new Demand.Check(check.value(), check.onDeny()) : null;
    }

    private static Demand permissions(RequiresPermission annotation) {
        TreeSet<Permission> permissions = new TreeSet<>();
        for (String text : annotation.value()) {
            if (!Permission.isPermission(text)) {
                throw new IllegalArgumentException("bad-permission @RequiresPermission needs domain:action or"
                        + " domain:action:instance, no pattern");
            }
            permissions.add(Permission.of(text));
        }
        if (permissions.isEmpty()) {
            throw new IllegalArgumentException("bad-permission @RequiresPermission without a permission");
        }
        return new Demand.Permissions(annotation.mode() == RequiresPermission.Mode.ANY, permissions);
    }

    private static Demand scopes(String... scopes) {
        if (scopes.length == 0) {
            throw new IllegalArgumentException("bad-value @RequiresScope without a scope");
        }
        return new Demand.Scopes(new TreeSet<>(List.of(scopes)));
    }

    private static Demand stepUp(RequiresAuthentication annotation) {
        Optional<Duration> age = annotation.maxAgeSeconds() == ANY_TIME
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(annotation.maxAgeSeconds()));
        return new Demand.StepUp(List.of(annotation.acr()), new TreeSet<>(List.of(annotation.amr())), age);
    }
}
