package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import io.gapura.rbac.AccessRule.Callers;
import io.gapura.rbac.PolicyDocument.Admission;
import io.gapura.rbac.PolicyDocument.PathEntry;
import io.gapura.rbac.PolicyDocument.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A policy that was read, checked and compiled. Immutable and thread-safe.
 *
 * @param paths nothing when the document has no path rules
 */
record LoadedPolicy(Snapshot snapshot, Optional<PathTrie> paths) {
    private static final int MOST_PATHS = 10_000;

    /**
     * Loads a policy from its text.
     *
     * @param file its name, for messages
     * @throws ConfigurationException with a line {@code file:line:column code message} for everything that is wrong
     */
    static LoadedPolicy read(String file, byte[] content) {
        Problems problems = new Problems();
        Optional<PolicyDocument> document = PolicyReader.read(file, content, problems);
        if (document.isEmpty()) {
            problems.throwIfAny();
        }
        return compile(document.orElse(PolicyDocument.empty()), problems);
    }

    /** The same from a document that was made otherwise. */
    static LoadedPolicy compile(PolicyDocument document, Problems problems) {
        Snapshot snapshot = SnapshotCompiler.compile(document, problems);
        PathTrie paths = new PathTrie();
        if (document.paths().size() > MOST_PATHS) {
            Word word = document.paths().get(MOST_PATHS).path();
            problems.add(word, "over-limit", "more than " + MOST_PATHS + " path rules");
        }
        document.paths().forEach(entry -> add(entry, paths, snapshot, problems));
        problems.throwIfAny();
        return new LoadedPolicy(snapshot, document.paths().isEmpty() ? Optional.empty() : Optional.of(paths));
    }

    private static void add(PathEntry entry, PathTrie paths, Snapshot snapshot, Problems problems) {
        Optional<List<String>> pattern = pattern(entry.path(), problems);
        List<String> methods = methods(entry.methods(), problems);
        Optional<AccessRule> rule = rule(entry.admission(), snapshot, problems);
        if (pattern.isEmpty() || rule.isEmpty()) {
            return;
        }
        String place = entry.path().place();
        CompiledRule compiled = snapshot.compile(rule.get(), place);
        if (!paths.at(pattern.get(), place).add(methods, compiled)) {
            problems.add(entry.path(), "ambiguous-paths", "another rule matches the same paths and methods");
        }
    }

    private static Optional<List<String>> pattern(Word path, Problems problems) {
        String text = path.text();
        List<String> segments =
                text.equals("/") ? List.of() : Arrays.asList(text.substring(1).split("/", -1));
        boolean canonical = text.startsWith("/") && text.length() <= 2_048;
        for (int i = 0; i < segments.size(); i++) {
            boolean rest = segments.get(i).equals("**") && i == segments.size() - 1;
            canonical &= rest || isSegment(segments.get(i));
        }
        if (!canonical) {
            String message = "a path is canonical, such as /orders/{order} or /internal/**; ** is last only";
            problems.add(path, "bad-path", message);
            return Optional.empty();
        }
        return Optional.of(segments);
    }

    private static boolean isSegment(String segment) {
        if (segment.equals("*")) {
            return true;
        }
        if (segment.startsWith("{") && segment.endsWith("}")) {
            return Names.isWord(segment.substring(1, segment.length() - 1), 64);
        }
        boolean dots = segment.equals(".") || segment.equals("..");
        return !segment.isEmpty() && !dots && segment.chars().allMatch(LoadedPolicy::isLiteral);
    }

    /** What a decoded segment may hold and no pattern or URI syntax gives a meaning to. */
    private static boolean isLiteral(int c) {
        return c > ' ' && c != 0x7F && "/\\%;?#*{}\"<>|^`".indexOf(c) < 0;
    }

    private static List<String> methods(List<Word> words, Problems problems) {
        Set<String> seen = new TreeSet<>();
        for (Word word : words) {
            if (!word.text().matches("[A-Z]{1,20}")) {
                problems.add(word, "bad-value", "an HTTP method is written in 1 to 20 upper-case letters");
            } else if (!seen.add(word.text())) {
                problems.add(word, "duplicate", "this method stands twice in one list");
            }
        }
        return List.copyOf(seen);
    }

    private static Optional<AccessRule> rule(Admission admission, Snapshot snapshot, Problems problems) {
        if (admission instanceof Admission.Open) {
            return Optional.of(new AccessRule.Everybody());
        }
        if (!(admission instanceof Admission.Required required)) {
            return Optional.of(new AccessRule.Nobody());
        }
        List<Word> roles = required.roles().orElse(List.of());
        List<Permission> permissions = new ArrayList<>();
        boolean sound = true;
        for (Word role : roles) {
            sound &= isDeclared(role, snapshot, problems);
        }
        for (Word word : required.permissions()) {
            Optional<Permission> permission = granted(word, snapshot, problems);
            permission.ifPresent(permissions::add);
            sound &= permission.isPresent();
        }
        if (!sound) {
            return Optional.empty();
        }
        List<Demand> demands = permissions.isEmpty() ? List.of() : List.of(Demand.Permissions.all(permissions));
        return Optional.of(
                new Callers(new TreeSet<>(roles.stream().map(Word::text).toList()), demands));
    }

    private static boolean isDeclared(Word role, Snapshot snapshot, Problems problems) {
        boolean declared = snapshot.roles().contains(role.text());
        if (!declared) {
            String hint = Names.hint(role.text(), snapshot.roles());
            problems.add(role, "unknown-role", Names.shown(role.text()) + " is not declared" + hint);
        }
        return declared;
    }

    private static Optional<Permission> granted(Word word, Snapshot snapshot, Problems problems) {
        if (!Permission.isPermission(word.text())) {
            problems.add(word, "bad-permission", "a permission is domain:action or domain:action:instance, no pattern");
            return Optional.empty();
        }
        Permission permission = Permission.of(word.text());
        if (!snapshot.isGranted(permission)) {
            problems.add(word, "ungranted-permission", "no role is granted " + permission + snapshot.hint(permission));
            return Optional.empty();
        }
        return Optional.of(permission);
    }
}
