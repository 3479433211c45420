package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.annotation.security.RunAs;
import java.lang.annotation.Annotation;
import java.lang.annotation.AnnotationFormatError;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The annotations about access that an element carries, those of an application's own annotations among them: whatever an
 * annotation is annotated with counts as being written where it is used. One that is reached twice counts once, so that
 * annotations may carry each other.
 */
final class Stereotypes {
    /** Deeper, nobody sees any more what an annotation means. */
    private static final int DEEPEST = 8;

    private static final Set<Class<? extends Annotation>> MEANT = Set.of(
            DenyAll.class,
            PermitAll.class,
            PublicEndpoint.class,
            RolesAllowed.class,
            Authenticated.class,
            RequiresPermission.class,
            RequiresScope.class,
            RequiresAuthentication.class,
            TenantScoped.class,
            CheckResource.class,
            DeclareRoles.class,
            RunAs.class);

    private Stereotypes() {}

    /**
     * In the order in which they are met, those on the element itself first.
     *
     * @throws ConfigurationException when they lie too deep, or name a class that is missing
     */
    static List<Annotation> expanded(AnnotatedElement element, String place) {
        List<Annotation> found = new ArrayList<>();
        Set<Class<? extends Annotation>> seen = new HashSet<>();
        List<Annotation> level = single(element, place);
        for (int depth = 0; !level.isEmpty(); depth++) {
            List<Annotation> next = new ArrayList<>();
            for (Annotation annotation : level) {
                Class<? extends Annotation> type = annotation.annotationType();
                if (MEANT.contains(type)) {
                    requireDepth(depth, place);
                    found.add(annotation);
                } else if (isOfApplication(type) && seen.add(type)) {
                    next.addAll(single(type, place));
                }
            }
            level = next;
        }
        return found;
    }

    private static void requireDepth(int depth, String place) {
        if (depth > DEEPEST) {
            throw ConfigurationException.at(
                    place,
                    "over-limit an annotation about access lies more than " + DEEPEST + " annotations of yours deep");
        }
    }

    private static boolean isOfApplication(Class<? extends Annotation> type) {
        return !type.getName().startsWith("java.lang.");
    }

    /** Repeated ones one by one. */
    private static List<Annotation> single(AnnotatedElement element, String place) {
        try {
            return Stream.of(element.getDeclaredAnnotations())
                    .flatMap(Stereotypes::unpacked)
                    .toList();
        } catch (TypeNotPresentException | ArrayStoreException | AnnotationFormatError missing) {
            throw ConfigurationException.at(place, "an annotation names a class that is missing");
        }
    }

    private static Stream<Annotation> unpacked(Annotation annotation) {
        if (annotation instanceof RequiresPermission.List repeated) {
            return Stream.of(repeated.value());
        }
        return annotation instanceof CheckResource.List repeated ? Stream.of(repeated.value()) : Stream.of(annotation);
    }
}
