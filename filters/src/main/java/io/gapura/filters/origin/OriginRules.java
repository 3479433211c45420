package io.gapura.filters.origin;

import io.gapura.filters.PathScope;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What {@link OriginCheck} decides by.
 *
 * @param own the origins of the application; empty: scheme and Host of the request
 * @param allow foreign origins whose unsafe requests are expected, such as a login by form post
 * @param exempt canonical paths that are not looked at
 * @param safeMethods methods that change nothing
 * @param noCredential what is done with an unsafe request without any proof and without any credential
 */
record OriginRules(
        Set<String> own,
        Set<String> allow,
        List<String> exempt,
        Set<String> safeMethods,
        FetchMetadata.SameSite sameSite,
        FetchMetadata.Navigations navigations,
        NoCredential noCredential) {
    /** RFC 9110 §9.2.1 and the registry: no other method may be called safe. */
    private static final Set<String> CALLED_SAFE =
            Set.of("GET", "HEAD", "OPTIONS", "PROPFIND", "QUERY", "REPORT", "SEARCH");

    static final OriginRules DEFAULTS = new OriginRules(
            Set.of(),
            Set.of(),
            List.of(),
            Set.of("GET", "HEAD", "OPTIONS"),
            FetchMetadata.SameSite.REFUSE,
            FetchMetadata.Navigations.ALLOW,
            NoCredential.ALLOW);

    /** For a request that nobody vouches for and that carries nothing worth forging. */
    enum NoCredential {
        ALLOW,
        REFUSE
    }

    OriginRules {
        own = Origins.checked("own", own);
        allow = Origins.checked("allow", allow);
        exempt = List.copyOf(exempt);
        if (exempt.stream().anyMatch(pattern -> pattern.startsWith("!"))) {
            throw new IllegalArgumentException("exempt lists the paths to leave out; write origin.on for the others");
        }
        PathScope.of(exempt);
        if (!CALLED_SAFE.containsAll(safeMethods)) {
            throw new IllegalArgumentException("safe-methods must be some of " + new TreeSet<>(CALLED_SAFE));
        }
        safeMethods = Set.copyOf(safeMethods);
    }

    OriginRules own(Set<String> origins) {
        return new OriginRules(origins, allow, exempt, safeMethods, sameSite, navigations, noCredential);
    }

    OriginRules allow(Set<String> origins) {
        return new OriginRules(own, origins, exempt, safeMethods, sameSite, navigations, noCredential);
    }

    OriginRules exempt(List<String> patterns) {
        return new OriginRules(own, allow, patterns, safeMethods, sameSite, navigations, noCredential);
    }

    OriginRules safeMethods(Set<String> methods) {
        return new OriginRules(own, allow, exempt, methods, sameSite, navigations, noCredential);
    }

    OriginRules sameSite(FetchMetadata.SameSite choice) {
        return new OriginRules(own, allow, exempt, safeMethods, choice, navigations, noCredential);
    }

    OriginRules navigations(FetchMetadata.Navigations choice) {
        return new OriginRules(own, allow, exempt, safeMethods, sameSite, choice, noCredential);
    }

    OriginRules noCredential(NoCredential choice) {
        return new OriginRules(own, allow, exempt, safeMethods, sameSite, navigations, choice);
    }
}
