package io.gapura.rbac;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditUnavailableException;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Policy;
import io.gapura.rbac.PolicyStore.Stored;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Changes the policy of a running application where it is kept: tried first, by somebody who may, for a reason, never
 * without an administrator left, and with an event in the audit log. Whoever offers this to people guards that endpoint with
 * a rule of its own; the application takes what was written when it looks for a newer policy.
 *
 * <pre>{@code
 * PolicyAdministration administration =
 *         PolicyAdministration.of(store, deployment, Permission.of("policy:write"));
 * PolicyChange change = administration.dryRun(text);     // nothing is written yet
 * show(change);
 * administration.apply(change, Access.of(principal), "ticket 4711: a second clerk");
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class PolicyAdministration {
    private static final int LONGEST_REASON = 500;

    private final PolicyStore store;
    private final Deployment deployment;
    private final Permission administering;

    private PolicyAdministration(PolicyStore store, Deployment deployment, Permission administering) {
        this.store = store;
        this.deployment = deployment;
        this.administering = administering;
    }

    /**
     * For one application.
     *
     * @param deployment its own, with access rules among its policies
     * @param administering what one must be granted to change the policy: somebody keeps it through every change
     * @throws IllegalStateException when no access rules of ours are among the policies
     */
    public static PolicyAdministration of(PolicyStore store, Deployment deployment, Permission administering) {
        EndpointAccess.of(deployment);
        return new PolicyAdministration(store, deployment, administering);
    }

    /**
     * Finds out what a text would do in the place of the one that is kept now; writes nothing.
     *
     * @throws ConfigurationException when the store cannot be reached; what is wrong with the text is in the result
     */
    public PolicyChange dryRun(String text) {
        Stored stored = store.load();
        EndpointAccess running = EndpointAccess.of(deployment);
        List<Endpoint> endpoints = deployment.coverage().endpoints();
        try {
            Rbac newer = running.trial("next", text.getBytes(StandardCharsets.UTF_8));
            AccessMatrix after = newer.matrix(endpoints);
            List<Lint> lints = newer.lints(endpoints);
            List<String> administrators = Administrators.of(newer.setup(), administering);
            return new PolicyChange(
                    stored,
                    text,
                    problems(newer, lints, administrators),
                    lints.stream().filter(lint -> lint.code().isUsual()).toList(),
                    Optional.of(before(running, stored).matrix(endpoints).to(after)),
                    administrators);
        } catch (ConfigurationException unsound) {
            return new PolicyChange(stored, text, lines(unsound), List.of(), Optional.empty(), List.of());
        }
    }

    /** What is kept; what decides, where that is not sound: then anything is a change of what decides. */
    private static Rbac before(EndpointAccess running, Stored stored) {
        try {
            return running.trial("kept", stored.text().getBytes(StandardCharsets.UTF_8));
        } catch (ConfigurationException unsound) {
            return running.running();
        }
    }

    private List<String> problems(Rbac newer, List<Lint> lints, List<String> administrators) {
        List<String> problems = new ArrayList<>();
        try {
            Lint.raised(lints, newer.setup().reading().errors());
            deployment.requireFitting(fitting(newer));
        } catch (ConfigurationException refused) {
            problems.addAll(lines(refused));
        }
        if (administrators.isEmpty()) {
            problems.add("last-administrator nobody would be granted " + administering.text() + " any more");
        }
        return problems;
    }

    /** Those that have a place: others come with the next start. */
    private List<Policy> fitting(Rbac newer) {
        Set<String> places = deployment.policies().stream().map(Policy::name).collect(Collectors.toSet());
        return newer.made().stream()
                .filter(policy -> places.contains(policy.name()))
                .toList();
    }

    private static List<String> lines(ConfigurationException unsound) {
        return String.valueOf(unsound.getMessage()).lines().toList();
    }

    /**
     * Writes it, if what it replaces is still what is kept.
     *
     * @param by who, by the policy that admitted the request
     * @param reason why: 1 to 500 characters, none of them a control character; kept with the text and audited
     * @return the version of what was written; empty when somebody else was quicker: then try it anew
     * @throws AccessDeniedException when the caller may not administer
     * @throws ConfigurationException when the change is not sound, or the store cannot be reached: nothing was written
     * @throws AuditUnavailableException when the log takes no events; before anything was written, unless it failed
     *     meanwhile
     */
    public Optional<String> apply(PolicyChange change, Access by, String reason) throws AuditUnavailableException {
        by.require(administering);
        boolean control = reason.chars().anyMatch(Character::isISOControl);
        if (reason.isBlank() || reason.length() > LONGEST_REASON || control) {
            throw new IllegalArgumentException(
                    "a reason has 1 to " + LONGEST_REASON + " characters, and no control characters");
        }
        deployment.requireAudit();
        Map<String, String> facts = facts(change, by, reason);
        try {
            Optional<String> version = written(change, by.caller() + ": " + reason);
            version.ifPresent(written -> facts.put("after", written));
            record(version.isPresent() ? "" : "another version is kept by now", facts);
            return version;
        } catch (ConfigurationException refused) {
            record(String.valueOf(refused.getMessage()), facts);
            throw refused;
        }
    }

    private Optional<String> written(PolicyChange change, String reason) {
        if (!change.isSound()) {
            throw ConfigurationException.of(String.join("\n", change.problems()));
        }
        return store.replace(change.replaces(), change.text(), reason);
    }

    private Map<String, String> facts(PolicyChange change, Access by, String reason) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("policy", "rbac");
        facts.put("source", store.name());
        facts.put("by", by.caller().toString());
        if (!by.caller().issuer().isEmpty()) {
            facts.put("issuer", by.caller().issuer());
        }
        facts.put("reason", reason);
        facts.put("before", change.replaces());
        facts.put("digest", change.digest());
        change.diff().ifPresent(diff -> facts.putAll(ChangeFacts.of(diff)));
        return facts;
    }

    private void record(String problem, Map<String, String> facts) throws AuditUnavailableException {
        if (!problem.isEmpty()) {
            facts.put("problem", problem);
        }
        deployment.record(problem.isEmpty() ? AuditEvent.Kind.POLICY_WRITTEN : AuditEvent.Kind.POLICY_UNWRITTEN, facts);
    }
}
