package io.gapura.validation;

import io.gapura.filters.Endpoint;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** What all artifacts that are there say of the content of an endpoint; the first one that says something is believed. */
final class DeclaredContents {
    private static final List<DeclaredContent> KNOWN =
            ServiceLoader.load(DeclaredContent.class, DeclaredContent.class.getClassLoader()).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();

    private DeclaredContents() {}

    static Optional<BodyRule> of(Endpoint endpoint) {
        return KNOWN.stream().flatMap(each -> each.of(endpoint).stream()).findFirst();
    }
}
