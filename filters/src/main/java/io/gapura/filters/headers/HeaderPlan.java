package io.gapura.filters.headers;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is to be sent, checked as a whole: whoever holds one may send it. Immutable. */
record HeaderPlan(
        Map<SecurityHeader, String> values,
        Optional<String> reportOnly,
        Lint lint,
        Optional<String> reportTo,
        Set<String> logout,
        Set<String> application,
        Set<String> remove,
        Set<String> keep) {
    static final String OMIT = "omit";

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}");
    private static final Pattern PLACE =
            Pattern.compile("(?:/(?!/)|https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?/)[A-Za-z0-9/._~%-]{0,512}");

    HeaderPlan {
        Map<SecurityHeader, String> sorted = new EnumMap<>(SecurityHeader.class);
        sorted.putAll(values);
        values = Collections.unmodifiableMap(sorted);
        logout = Set.copyOf(logout);
        application = anyCase(application);
        remove = anyCase(remove);
        keep = anyCase(keep);
        values.forEach(SecurityHeader::check);
        reportOnly.ifPresent(ContentSecurityPolicy::parse);
        requireNames(application, remove, keep);
        if (!logout.stream().allMatch(path -> path.startsWith("/"))) {
            throw new IllegalArgumentException("logout must be made of paths that begin with /");
        }
        if (reportTo.isPresent() && !PLACE.matcher(reportTo.get()).matches()) {
            throw new IllegalArgumentException("report-to must be a path that begins with one /, or an https URL");
        }
        requireOneReporter(policiesOf(values, reportOnly), reportTo);
        if (lint == Lint.FAIL) {
            requireNothingFound(policiesOf(values, reportOnly));
        }
    }

    private static Set<String> anyCase(Set<String> names) {
        Set<String> sorted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        sorted.addAll(names);
        return Collections.unmodifiableSet(sorted);
    }

    private static void requireNames(Set<String> application, Set<String> remove, Set<String> keep) {
        for (String name : application) {
            if (SecurityHeader.named(name).isEmpty()) {
                throw new IllegalArgumentException("application must be made of names of headers that are sent here");
            }
        }
        for (String name : remove) {
            if (!TOKEN.matcher(name).matches() || SecurityHeader.named(name).isPresent()) {
                throw new IllegalArgumentException("remove must be made of header names that are not sent here");
            }
        }
        if (!Fingerprints.NAMES.containsAll(keep)) {
            throw new IllegalArgumentException("keep must be made of names that are removed by default");
        }
    }

    private static List<ContentSecurityPolicy> policiesOf(
            Map<SecurityHeader, String> values, Optional<String> reportOnly) {
        return Stream.concat(
                        Optional.ofNullable(values.get(SecurityHeader.CONTENT_SECURITY_POLICY)).stream(),
                        reportOnly.stream())
                .map(ContentSecurityPolicy::parse)
                .toList();
    }

    private static void requireOneReporter(List<ContentSecurityPolicy> policies, Optional<String> reportTo) {
        boolean own = policies.stream()
                .flatMap(policy -> policy.directives().stream())
                .anyMatch(directive -> directive.name().startsWith("report-"));
        if (own && reportTo.isPresent()) {
            throw new IllegalArgumentException(
                    "report-to writes report-uri and report-to into each policy: leave them out");
        }
    }

    private static void requireNothingFound(List<ContentSecurityPolicy> policies) {
        List<CspFinding> found =
                policies.stream().flatMap(policy -> policy.findings().stream()).toList();
        if (!found.isEmpty()) {
            throw new IllegalArgumentException("the content security policy is weak (csp-lint = warn starts all the"
                    + " same): "
                    + String.join(". ", found.stream().map(CspFinding::toString).toList()));
        }
    }

    List<CspFinding> findings() {
        return policiesOf(values, reportOnly).stream()
                .flatMap(policy -> policy.findings().stream())
                .toList();
    }

    Optional<ContentSecurityPolicy> enforced() {
        return Optional.ofNullable(values.get(SecurityHeader.CONTENT_SECURITY_POLICY))
                .map(this::reporting);
    }

    Optional<ContentSecurityPolicy> observed() {
        return reportOnly.map(this::reporting);
    }

    /** Both forms: browsers that know report-to ignore report-uri. */
    private ContentSecurityPolicy reporting(String text) {
        ContentSecurityPolicy policy = ContentSecurityPolicy.parse(text);
        return reportTo.map(place -> policy.with("report-uri", place).with("report-to", "csp"))
                .orElse(policy);
    }

    Set<String> removed() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(Fingerprints.NAMES);
        names.removeIf(keep::contains);
        names.addAll(remove);
        return names;
    }

    HeaderPlan with(SecurityHeader header, String value) {
        Map<SecurityHeader, String> other = new EnumMap<>(SecurityHeader.class);
        other.putAll(values);
        other.put(header, value);
        return new HeaderPlan(other, reportOnly, lint, reportTo, logout, application, remove, keep);
    }

    HeaderPlan without(SecurityHeader header) {
        Map<SecurityHeader, String> other = new EnumMap<>(SecurityHeader.class);
        other.putAll(values);
        other.remove(header);
        return new HeaderPlan(other, reportOnly, lint, reportTo, logout, application, remove, keep);
    }

    HeaderPlan withReportOnly(String csp) {
        return new HeaderPlan(values, Optional.of(csp), lint, reportTo, logout, application, remove, keep);
    }

    HeaderPlan withReportTo(String place) {
        return new HeaderPlan(values, reportOnly, lint, Optional.of(place), logout, application, remove, keep);
    }

    HeaderPlan withLogout(Set<String> paths) {
        return new HeaderPlan(values, reportOnly, lint, reportTo, paths, application, remove, keep);
    }

    HeaderPlan withApplication(Set<String> names) {
        return new HeaderPlan(values, reportOnly, lint, reportTo, logout, names, remove, keep);
    }

    HeaderPlan withRemoved(Set<String> more, Set<String> kept) {
        return new HeaderPlan(values, reportOnly, lint, reportTo, logout, application, more, kept);
    }

    /** Nothing that changes what a browser does: the policy of pages is reported on, and nothing is taken out. */
    HeaderPlan inShadow() {
        Optional<String> observed =
                reportOnly.or(() -> Optional.ofNullable(values.get(SecurityHeader.CONTENT_SECURITY_POLICY)));
        return new HeaderPlan(
                Map.of(), observed, lint, reportTo, Set.of(), application, Set.of(), Set.copyOf(Fingerprints.NAMES));
    }

    HeaderPlan withWarningsOnly() {
        return new HeaderPlan(values, reportOnly, Lint.WARN, reportTo, logout, application, remove, keep);
    }
}
