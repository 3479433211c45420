package io.gapura.filters.audit;

import io.gapura.filters.Endpoint;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which endpoints {@code audit.critical} raises: by method and template, as coverage names them. Immutable. */
final class CriticalPatterns {
    private static final Pattern FORM = Pattern.compile("([A-Z]{1,32}|\\*) /\\S{0,511}");

    private final Set<String> listed;

    private CriticalPatterns(Set<String> listed) {
        this.listed = listed;
    }

    static CriticalPatterns of(List<String> endpoints) {
        endpoints.forEach(CriticalPatterns::require);
        return new CriticalPatterns(Set.copyOf(endpoints));
    }

    /** Throws {@link IllegalArgumentException} for what is no method and template. */
    static void require(String endpoint) {
        if (!FORM.matcher(endpoint).matches()) {
            throw new IllegalArgumentException(
                    "critical lists method and template, such as POST /payments/{id}/approve or * /admin");
        }
    }

    boolean contains(Endpoint endpoint) {
        return !listed.isEmpty()
                && (listed.contains(endpoint.httpMethod() + " " + endpoint.template())
                        || listed.contains("* " + endpoint.template()));
    }

    /** Those that no endpoint is named by: a mistyped one protects nothing. */
    List<String> unknownTo(List<Endpoint> endpoints) {
        Set<String> known = endpoints.stream().map(Endpoint::template).collect(Collectors.toSet());
        return listed.stream()
                .filter(each -> !known.contains(each.substring(each.indexOf(' ') + 1)))
                .sorted()
                .toList();
    }
}
