package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import io.gapura.rbac.AccessRule.Callers;
import io.gapura.rbac.PolicyDocument.Admission;
import io.gapura.rbac.PolicyDocument.PathEntry;
import io.gapura.rbac.PolicyDocument.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A policy that was read, checked and compiled. Immutable and thread-safe.
 *
 * @param paths nothing when the document has no path rules
 */
record LoadedPolicy(Snapshot snapshot, Optional<PathTrie> paths) {
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
        PolicyCheck.check(document, problems);
        problems.throwIfAny();
        Snapshot snapshot = SnapshotCompiler.compile(document, problems);
        PathTrie paths = new PathTrie();
        for (PathEntry entry : document.paths()) {
            AccessRule rule = rule(entry, problems);
            String place = entry.path().place();
            List<String> segments = PathPattern.of(entry.path().text()).segments();
            List<String> methods = texts(entry.methods());
            paths.at(segments, place).add(methods, snapshot.compile(rule, place));
        }
        problems.throwIfAny();
        return new LoadedPolicy(snapshot, document.paths().isEmpty() ? Optional.empty() : Optional.of(paths));
    }

    private static AccessRule rule(PathEntry entry, Problems problems) {
        if (entry.admission() instanceof Admission.Open) {
            return new AccessRule.Everybody();
        }
        if (!(entry.admission() instanceof Admission.Required required)) {
            return new AccessRule.Nobody();
        }
        required.checks().forEach(check -> problems.add(check, "unsupported", "this is not decided on yet"));
        return new Callers(new TreeSet<>(texts(required.roles())), demands(required));
    }

    private static List<Demand> demands(Admission.Required required) {
        List<Demand> demands = new ArrayList<>();
        if (!required.permissions().isEmpty()) {
            demands.add(Demand.Permissions.all(required.permissions().stream()
                    .map(word -> Permission.of(word.text()))
                    .toList()));
        }
        if (!required.scopes().isEmpty()) {
            demands.add(new Demand.Scopes(new TreeSet<>(texts(required.scopes()))));
        }
        if (!required.acr().isEmpty() || required.maxAge().isPresent()) {
            demands.add(new Demand.StepUp(texts(required.acr()), new TreeSet<>(), required.age()));
        }
        required.tenant().ifPresent(name -> demands.add(new Demand.Tenant(name.text(), OnDeny.FORBIDDEN)));
        return demands;
    }

    private static List<String> texts(List<Word> words) {
        return words.stream().map(Word::text).toList();
    }
}
