package io.gapura.filters.jaxrs;

import org.jspecify.annotations.Nullable;

/**
 * How the container under a runtime spells a content type when it leaves: one writes {@code charset=utf-8} for {@code
 * charset=UTF-8}, and what a guard signs must be what a client reads. Kept with the request by whoever knows the
 * container; named without it, because this package works where there is none.
 */
@FunctionalInterface
interface TypeSpelling {
    String PROPERTY = "io.gapura.jaxrs.spelling";

    /** The same type in the container's letters; to be called before the first byte leaves. */
    String of(String type);

    /** What was kept with a request; as it is said, without a container. */
    static TypeSpelling kept(@Nullable Object property) {
        return property instanceof TypeSpelling found ? found : type -> type;
    }
}
