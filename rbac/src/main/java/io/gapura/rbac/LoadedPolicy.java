package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.ContentHash;
import io.gapura.rbac.PolicyDocument.Claimed;
import io.gapura.rbac.PolicyDocument.ClaimedRoles;
import io.gapura.rbac.PolicyDocument.PathEntry;
import io.gapura.rbac.PolicyDocument.Role;
import io.gapura.rbac.PolicyDocument.Source;
import io.gapura.rbac.PolicyDocument.Word;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A policy that was read, checked and compiled. Immutable and thread-safe.
 *
 * @param paths compiled with the checks that they name, which are not known here
 * @param entries what it says of classes that nobody can annotate
 * @param version counter and digest of the text
 */
record LoadedPolicy(
        PolicyDocument document, Snapshot snapshot, List<PathRule> paths, EndpointEntries entries, String version) {
    LoadedPolicy {
        paths = List.copyOf(paths);
    }

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
        return compile(document.orElse(PolicyDocument.empty()), problems, content);
    }

    /** The same from a document that was made otherwise. */
    static LoadedPolicy compile(PolicyDocument document, Problems problems) {
        return compile(document, problems, document.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static LoadedPolicy compile(PolicyDocument document, Problems problems, byte[] content) {
        PolicyCheck.check(document, problems);
        problems.throwIfAny();
        List<PathRule> paths = new ArrayList<>();
        for (PathEntry entry : document.paths()) {
            List<String> methods = entry.methods().stream().map(Word::text).toList();
            Admissions.rule(entry.admission(), problems)
                    .map(rule -> new PathRule(
                            PathPattern.of(entry.path().text()),
                            methods,
                            rule,
                            entry.path().place()))
                    .ifPresent(paths::add);
        }
        EndpointEntries entries = EndpointEntries.of(document.endpoints(), problems);
        Snapshot snapshot = SnapshotCompiler.compile(document, problems);
        problems.throwIfAny();
        return new LoadedPolicy(
                document,
                snapshot,
                paths,
                entries,
                "1-" + ContentHash.of(content).brief());
    }

    /** The same, taking the roles at their word that callers of that mechanism state. */
    LoadedPolicy trusting(String mechanism) {
        List<Word> all = document.roles().stream().map(Role::name).toList();
        ClaimedRoles roles = new ClaimedRoles(Optional.empty(), List.of(), all, false);
        Claimed claimed = new Claimed(new Source.Mechanism(Word.of(mechanism)), Optional.of(roles), Optional.empty());
        List<Claimed> claims = new ArrayList<>(document.claims());
        claims.add(claimed);
        LoadedPolicy more = compile(document.withClaims(claims), new Problems());
        return new LoadedPolicy(more.document(), more.snapshot(), more.paths(), more.entries(), version);
    }

    /** The same as the one that was loaded so many times after the first. */
    LoadedPolicy after(int reloads) {
        String digest = version.substring(version.indexOf('-'));
        return new LoadedPolicy(document, snapshot, paths, entries, (reloads + 1) + digest);
    }
}
