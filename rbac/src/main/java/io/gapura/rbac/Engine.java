package io.gapura.rbac;

import io.gapura.filters.RequestView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that decides, compiled: made once the application has said where its checks are found. Thread-safe.
 *
 * @param paths nothing when the document has no path rules
 * @param candidate what decides beside and is only recorded
 */
record Engine(
        Sessions sessions,
        Optional<PathTrie> paths,
        EndpointRules rules,
        String version,
        Optional<Candidate> candidate) {
    static Engine of(Setup setup) {
        Snapshot snapshot = setup.loaded().snapshot();
        String version = setup.loaded().version();
        RuleCompiler compiler = new RuleCompiler(snapshot, setup.checks(), setup.clock(), version);
        return new Engine(
                new Sessions(snapshot, setup.activation()),
                PathTrie.of(setup.loaded().paths(), compiler),
                new EndpointRules(snapshot, compiler, setup.reading()),
                version,
                Optional.ofNullable(setup.candidate())
                        .map(other -> new Candidate(
                                Rbac.of(setup.loading(other.loaded()).beside(null)), other)));
    }

    Explainer explainer() {
        return Explainer.of(sessions, version);
    }

    /** The rules that decide on a request, in order. */
    List<CompiledRule> deciding(RequestView request, EndpointAccess endpoints) {
        List<CompiledRule> deciding = new ArrayList<>();
        paths.map(trie -> trie.match(request.method(), request.target().path())).ifPresent(deciding::add);
        CompiledRule own = endpoints.rule(request);
        if (!deciding.contains(own)) {
            deciding.add(own);
        }
        return deciding;
    }
}
