package io.gapura.filters;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one reading of a request target: raw path, canonical path, query, and the name of each way in which another reader
 * could understand it differently. Rules are decided on {@link #path}; nothing else decodes a path.
 *
 * <p>Follows Servlet 6 §3.5.2 with each violation named. One pass; a path without {@code %}, {@code ;}, dot and empty
 * segments is its own canonical form and costs no copy. Immutable. At most 8 KiB.
 */
public final class Target {
    /** The longest target, query included, in characters. */
    public static final int LONGEST = 8_192;

    private final String rawPath;
    private final @Nullable String rawQuery;
    private final int mounted;
    private final Oddities odd;
    private @Nullable String path;

    /** What nearly no target has: one shared constant for the others. */
    private record Oddities(@Nullable String authority, Set<UriViolation> violations) {
        static final Oddities NONE = new Oddities(null, Set.of());

        static Oddities of(@Nullable String authority, Set<UriViolation> violations) {
            return authority == null && violations.isEmpty() ? NONE : new Oddities(authority, violations);
        }
    }

    Target(
            String rawPath,
            @Nullable String rawQuery,
            @Nullable String authority,
            String path,
            Set<UriViolation> violations) {
        this(rawPath, rawQuery, 0, authority, path, violations);
    }

    private Target(
            String rawPath,
            @Nullable String rawQuery,
            int mounted,
            @Nullable String authority,
            String path,
            Set<UriViolation> violations) {
        this.rawPath = rawPath;
        this.rawQuery = rawQuery;
        this.mounted = mounted;
        this.path = path;
        this.odd = Oddities.of(authority, violations);
    }

    /** A raw path that is canonical, below a context path of that many characters; cut when first asked for. */
    private Target(String rawPath, @Nullable String rawQuery, int mounted) {
        this.rawPath = rawPath;
        this.rawQuery = rawQuery;
        this.mounted = mounted;
        this.odd = Oddities.NONE;
    }

    /** Reads a request target as it stands in the request line; never throws. */
    public static Target parse(String requestTarget) {
        int mark = requestTarget.indexOf('?');
        return mark < 0
                ? of(requestTarget, null)
                : of(requestTarget.substring(0, mark), requestTarget.substring(mark + 1));
    }

    /** The same as {@code of(rawPath, rawQuery).within(contextPath)}, without a copy where there is nothing to decode. */
    public static Target of(String rawPath, @Nullable String rawQuery, String contextPath) {
        int length = contextPath.length();
        boolean below = rawPath.startsWith(contextPath) && rawPath.startsWith("/", length);
        boolean bounded = rawPath.length() + (rawQuery == null ? 0 : rawQuery.length()) < LONGEST;
        if (below
                && bounded
                && TargetReader.isPlain(rawPath)
                && (rawQuery == null || TargetReader.isPlainQuery(rawQuery))) {
            return new Target(rawPath, rawQuery, length);
        }
        return of(rawPath, rawQuery).within(contextPath);
    }

    /** Reads a raw path and a raw query that the container has already cut apart; never throws. */
    public static Target of(String rawPath, @Nullable String rawQuery) {
        if (rawPath.length() + (rawQuery == null ? 0 : rawQuery.length() + 1) > LONGEST) {
            return new Target("/", null, null, "/", Set.of(UriViolation.LENGTH));
        }
        if (rawPath.equals("*") && rawQuery == null) {
            return new Target("*", null, null, "*", Set.of());
        }
        if (rawPath.startsWith("/")) {
            return new TargetReader(rawPath).target(rawQuery, null);
        }
        return absoluteForm(rawPath, rawQuery);
    }

    private static Target absoluteForm(String rawPath, @Nullable String rawQuery) {
        int start = rawPath.startsWith("http://") ? 7 : rawPath.startsWith("https://") ? 8 : -1;
        if (start < 0) {
            return new Target("/", rawQuery, null, "/", Set.of(UriViolation.FORM));
        }
        int slash = rawPath.indexOf('/', start);
        String authority = rawPath.substring(start, slash < 0 ? rawPath.length() : slash);
        if (authority.isEmpty()) {
            return new Target("/", rawQuery, null, "/", Set.of(UriViolation.FORM));
        }
        return new TargetReader(slash < 0 ? "/" : rawPath.substring(slash)).target(rawQuery, authority);
    }

    /**
     * The same target as an application sees it that is mounted under a context path: {@link #path} begins behind it,
     * {@link #rawPath} stays whole for signatures. A target outside of it has the hard violation {@link
     * UriViolation#FORM}.
     *
     * @param contextPath as the container says it, possibly encoded; empty for the root
     */
    public Target within(String contextPath) {
        String path = path();
        if (contextPath.isEmpty() || path.equals("*") || unreadable().isPresent()) {
            return this;
        }
        String context = new TargetReader(contextPath).target(null, null).path();
        String prefix = context.endsWith("/") ? context.substring(0, context.length() - 1) : context;
        boolean below = path.startsWith(prefix) && path.startsWith("/", prefix.length());
        if (!below && !path.equals(prefix)) {
            return new Target(rawPath, rawQuery, odd.authority, "/", Set.of(UriViolation.FORM));
        }
        boolean literal = rawPath.startsWith(contextPath) && rawPath.startsWith("/", contextPath.length());
        return new Target(
                rawPath,
                rawQuery,
                literal ? contextPath.length() : 0,
                odd.authority,
                below ? path.substring(prefix.length()) : "/",
                odd.violations);
    }

    /**
     * Whether this is below a prefix within the application, both as it was written and as it is read: {@code
     * /admin/../files/x} is below {@code /files/} only to those who resolve dots.
     */
    public boolean isBelow(String prefix) {
        return rawPath.startsWith(prefix, mounted) && path().startsWith(prefix);
    }

    /** The path as received, undecoded, parameters included. What a signature covers. */
    public String rawPath() {
        return rawPath;
    }

    /** The query as received, without {@code ?}; empty when there is none, present and blank for a lone {@code ?}. */
    public Optional<String> rawQuery() {
        return Optional.ofNullable(rawQuery);
    }

    /** The authority of an absolute-form target, which must equal the Host. */
    public Optional<String> authority() {
        return Optional.ofNullable(odd.authority);
    }

    /**
     * Canonical path: decoded once, parameters cut, dot and empty segments resolved, trailing slash kept. Means nothing
     * while a {@linkplain #hardViolation() hard violation} stands.
     */
    public String path() {
        String cut = path;
        if (cut == null) {
            cut = rawPath.substring(mounted);
            path = cut;
        }
        return cut;
    }

    /** The names between the slashes of {@link #path}; a trailing slash adds none. */
    public List<String> segments() {
        List<String> names = new ArrayList<>();
        String path = path();
        for (int from = 1; from < path.length(); ) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            names.add(path.substring(from, to));
            from = to + 1;
        }
        return Collections.unmodifiableList(names);
    }

    /** Every violation, in the order of the table; usually none. */
    public Set<UriViolation> violations() {
        return odd.violations;
    }

    /** The first violation that no mode lets pass. */
    public Optional<UriViolation> hardViolation() {
        return first(false);
    }

    /** The first violation for which no view may exist: that of an encoded slash depends on who is asked. */
    Optional<UriViolation> unreadable() {
        return first(true);
    }

    private Optional<UriViolation> first(boolean withoutAdoptable) {
        if (odd.violations.isEmpty()) {
            return Optional.empty();
        }
        return odd.violations.stream()
                .filter(violation -> violation.hard() && !(withoutAdoptable && violation.adoptable()))
                .findFirst();
    }

    static Set<UriViolation> ordered(Set<UriViolation> found) {
        return found.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(found));
    }

    @Override
    public String toString() {
        return "Target[" + rawPath.length() + " characters, " + odd.violations + "]";
    }
}
