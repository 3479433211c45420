package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.ApplicationLoaders;
import io.gapura.filters.config.Reference;
import io.gapura.rbac.Rbac.Locators;
import io.gapura.rbac.Rbac.OnUncovered;
import java.time.Duration;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * The settings.
 *
 * @param policy the document, or where the place of {@code source} is described; required
 * @param source {@code jdbc} or another one that an artifact brings; nothing: the document itself
 * @param checksum whether the document counts only if {@code FILE.sha256} beside it says so
 * @param signedBy a public key of Ed25519 as PEM: the document counts only with {@code FILE.sig} beside it
 * @param candidate a second document that decides beside the first and is only recorded
 * @param reloadEvery nothing: the policy is read once
 * @param reloadMayOpen whether a newer policy counts that opens a cell of the matrix: admits a role that the last refused
 */
record RbacSettings(
        Optional<Reference> policy,
        Optional<String> source,
        boolean checksum,
        Optional<Reference> signedBy,
        Optional<Reference> candidate,
        Optional<Duration> reloadEvery,
        boolean reloadMayOpen,
        OnUncovered onUncovered,
        Reading.Annotations annotations,
        boolean publicNeedsReason,
        Locators locators,
        Set<Lint.Code> lintErrors) {
    static final RbacSettings DEFAULTS = new RbacSettings(
            Optional.empty(), // policy
            Optional.empty(), // source
            false, // checksum
            Optional.empty(), // signedBy
            Optional.empty(), // candidate
            Optional.empty(), // reloadEvery
            true, // reloadMayOpen
            OnUncovered.DENY,
            Reading.Annotations.STRICT,
            false, // publicNeedsReason
            Locators.EARLY,
            Set.of()); // lintErrors

    /** Access rules as these settings say. */
    Rbac rbac() {
        Rbac rbac = Rbac.of(openedSource())
                .onUncovered(onUncovered())
                .locators(locators())
                .reloadMayOpen(reloadMayOpen());
        rbac = annotations() == Reading.Annotations.SPEC ? rbac.bySpecification() : rbac;
        rbac = publicNeedsReason() ? rbac.publicNeedsReason() : rbac;
        rbac = rbac.raising(lintErrors());
        if (reloadEvery().isPresent()) {
            rbac = rbac.reloadEvery(reloadEvery().get());
        }
        return candidate().isPresent()
                ? rbac.candidate(PolicySource.of(candidate().get()))
                : rbac;
    }

    private PolicySource openedSource() {
        if (source().isEmpty()) {
            Reference document = policy().orElseThrow(
                            () -> ConfigurationException.of("rbac.policy must be set: file:PATH or /WEB-INF/NAME"));
            return ProvenFile.of(document, checksum(), signedBy());
        }
        if (checksum() || signedBy().isPresent()) {
            throw ConfigurationException.of("rbac.checksum and rbac.signed-by are for files, not for rbac.source");
        }
        String wanted = source().get();
        return ServiceLoader.load(PolicySourceProvider.class, ApplicationLoaders.widest(PolicySourceProvider.class))
                .stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> ConfigurationException.of("rbac.source names what no artifact on the class path"
                        + " brings; gapura-rbac-jdbc brings jdbc"))
                .open(policy());
    }
}
