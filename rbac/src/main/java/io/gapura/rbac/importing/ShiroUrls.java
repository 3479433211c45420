package io.gapura.rbac.importing;

import io.gapura.rbac.PolicyDocument.Admission;
import io.gapura.rbac.PolicyDocument.PathEntry;
import io.gapura.rbac.PolicyDocument.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The chains of {@code [urls]} as path rules. There the first chain that matches decides, here the most specific pattern:
 * a chain is left out where that would be another one, and with it whatever lies behind a chain that cannot be said.
 */
final class ShiroUrls {
    private final Draft draft;
    private final List<PathEntry> entries = new ArrayList<>();
    private final List<List<String>> earlier = new ArrayList<>();
    private final List<List<String>> unsaid = new ArrayList<>();

    ShiroUrls(Draft draft) {
        this.draft = draft;
    }

    List<PathEntry> entries() {
        return entries;
    }

    void add(String pattern, String chain) {
        List<String> segments = segments(pattern);
        Optional<String> problem = problem(pattern, segments);
        Optional<Admission> admission = problem.isPresent() ? Optional.empty() : admission(chain);
        if (admission.isEmpty()) {
            draft.leave("url " + pattern, problem.orElse("this chain of filters cannot be said in one rule"));
            unsaid.add(segments);
            return;
        }
        earlier.add(segments);
        if (admission.get() instanceof Admission.Required required && !areDeclared(required.roles())) {
            draft.leave("url " + pattern, "asks for a role that is not declared: closed to everybody, as it is there");
            admission = Optional.of(new Admission.Closed());
        }
        entries.add(new PathEntry(Draft.word(pattern), List.of(), admission.get()));
    }

    private boolean areDeclared(List<Word> roles) {
        return roles.stream().allMatch(role -> draft.isDeclared(role.text()));
    }

    private Optional<String> problem(String pattern, List<String> segments) {
        if (!pattern.startsWith("/") || !segments.stream().allMatch(segment -> isSayable(segment, segments))) {
            return Optional.of("a pattern has whole segments, *, and ** at its end alone");
        }
        if (unsaid.stream().anyMatch(before -> overlap(before, segments))) {
            return Optional.of("an earlier chain for some of these paths was left out");
        }
        if (earlier.stream().anyMatch(before -> overlap(before, segments) && isMoreSpecific(segments, before))) {
            return Optional.of("an earlier chain decides on these paths there, and would not here");
        }
        return Optional.empty();
    }

    private static List<String> segments(String pattern) {
        String path = pattern.startsWith("/") ? pattern.substring(1) : pattern;
        return path.isEmpty() ? List.of() : List.of(path.split("/", -1));
    }

    private static boolean isSayable(String segment, List<String> all) {
        boolean rest = segment.equals("**") && all.indexOf(segment) == all.size() - 1;
        boolean literal = !segment.isEmpty()
                && !segment.equals(".")
                && !segment.equals("..")
                && segment.chars().allMatch(c -> c > ' ' && c < 0x7F && "\\%;?#*{}\"<>|^`".indexOf(c) < 0);
        return rest || segment.equals("*") || literal;
    }

    /** Whether one path may match both; a segment that cannot be said counts as any. */
    private static boolean overlap(List<String> one, List<String> other) {
        for (int i = 0; ; i++) {
            boolean oneRests = i < one.size() && one.get(i).contains("**");
            boolean otherRests = i < other.size() && other.get(i).contains("**");
            if (oneRests || otherRests) {
                return true;
            }
            if (i >= one.size() || i >= other.size()) {
                return one.size() == other.size();
            }
            if (isLiteral(one.get(i)) && isLiteral(other.get(i)) && !one.get(i).equals(other.get(i))) {
                return false;
            }
        }
    }

    private static boolean isLiteral(String segment) {
        return segment.indexOf('*') < 0 && segment.indexOf('?') < 0 && segment.indexOf('{') < 0;
    }

    private static boolean isMoreSpecific(List<String> one, List<String> other) {
        return ranks(one).compareTo(ranks(other)) > 0;
    }

    /** A digit for each segment, the greater the more specific: {@code **}, then {@code *}, a literal, and the end. */
    private static String ranks(List<String> pattern) {
        return pattern.stream()
                .map(segment -> segment.equals("**") ? "0" : segment.equals("*") ? "1" : "2")
                .collect(Collectors.joining("", "", "3"));
    }

    private static Optional<Admission> admission(String chain) {
        List<Word> roles = new ArrayList<>();
        List<Word> permissions = new ArrayList<>();
        List<String> filters = ShiroIni.list(chain, '[', ']');
        if (filters.equals(List.of("anon"))) {
            return Optional.of(new Admission.Open(Draft.word("anon in the imported Shiro urls")));
        }
        boolean authenticated = false;
        for (String filter : filters) {
            Optional<List<String>> asked = arguments(filter, "roles");
            Optional<List<String>> permitted = arguments(filter, "perms");
            if (asked.isPresent()
                    && asked.get().size() == 1
                    && roles.isEmpty()
                    && Draft.isRole(asked.get().get(0))) {
                roles.add(Draft.word(asked.get().get(0)));
            } else if (permitted.isPresent() && permitted.get().stream().allMatch(ShiroUrls::isPlain)) {
                permissions.addAll(Draft.words(permitted.get()));
            } else if (filter.equals("authc") || filter.equals("authcBasic") || filter.equals("authcBearer")) {
                authenticated = true;
            } else {
                return Optional.empty();
            }
        }
        boolean asks = authenticated || !roles.isEmpty() || !permissions.isEmpty();
        return asks
                ? Optional.of(new Admission.Required(
                        roles, permissions, List.of(), List.of(), Optional.empty(), Optional.empty(), List.of()))
                : Optional.empty();
    }

    private static Optional<List<String>> arguments(String filter, String name) {
        return filter.startsWith(name + "[") && filter.endsWith("]")
                ? Optional.of(ShiroIni.list(filter.substring(name.length() + 1, filter.length() - 1), '"', '"'))
                : Optional.empty();
    }

    /** Folded there, so that only what is lower case already means the same here. */
    private static boolean isPlain(String permission) {
        String[] segments = permission.split(":", -1);
        boolean sound = segments.length == 2 || segments.length == 3;
        for (String segment : segments) {
            sound &= Draft.isSegment(segment) && segment.equals(segment.toLowerCase(Locale.ROOT));
        }
        return sound;
    }
}
