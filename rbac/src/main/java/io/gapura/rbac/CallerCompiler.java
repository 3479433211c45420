package io.gapura.rbac;

import io.gapura.rbac.PolicyDocument.Assignment;
import io.gapura.rbac.PolicyDocument.CallerId;
import io.gapura.rbac.PolicyDocument.Claimed;
import io.gapura.rbac.PolicyDocument.ClaimedRoles;
import io.gapura.rbac.PolicyDocument.Mapping;
import io.gapura.rbac.PolicyDocument.Source;
import io.gapura.rbac.PolicyDocument.Word;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Compiles who has which roles. Belongs to one load. */
final class CallerCompiler {
    /** What the mechanism is called whose callers have shown a certificate: that of their policy. */
    private static final String CERTIFICATE = "certificate";

    private final PolicyDocument document;
    private final RoleHierarchy roles;
    private final Problems problems;
    private final Map<String, Map<String, List<Assigned>>> proven = new HashMap<>();
    private final Map<String, List<Assigned>> container = new HashMap<>();
    private final Map<String, Map<String, List<Assigned>>> subjects = new HashMap<>();

    CallerCompiler(PolicyDocument document, RoleHierarchy roles, Problems problems) {
        this.document = document;
        this.roles = roles;
        this.problems = problems;
    }

    CallerRoles callers() {
        document.assignments().forEach(this::assign);
        Map<String, ClaimRules> issuers = new HashMap<>();
        Map<String, ClaimRules> mechanisms = new HashMap<>();
        for (Claimed claimed : document.claims()) {
            boolean issuer = claimed.source() instanceof Source.Issuer;
            (issuer ? issuers : mechanisms).put(claimed.source().word().text(), rules(claimed));
        }
        return new CallerRoles(
                frozen(proven), Map.copyOf(container), frozen(subjects), Map.copyOf(issuers), Map.copyOf(mechanisms));
    }

    private static Map<String, Map<String, List<Assigned>>> frozen(Map<String, Map<String, List<Assigned>>> map) {
        return Frozen.map(map, ids -> Frozen.map(ids, List::copyOf));
    }

    private void assign(Assignment assignment) {
        CallerId id = assignment.id();
        if (id instanceof CallerId.Proven caller) {
            add(proven, caller.mechanism().text(), caller.name().text(), assignment);
        } else if (id instanceof CallerId.Certificate certificate) {
            String name = CertificateName.canonical(certificate.name().text());
            add(proven, CERTIFICATE, name, assignment);
        } else if (id instanceof CallerId.Subject subject) {
            add(subjects, subject.issuer().text(), subject.subject().text(), assignment);
        } else {
            String role = id.word().text();
            String how = "container role " + role;
            container.computeIfAbsent(role, name -> new ArrayList<>()).add(assigned(assignment, how));
        }
    }

    private void add(Map<String, Map<String, List<Assigned>>> to, String by, String name, Assignment assignment) {
        String how = "assignment " + by + " " + name;
        to.computeIfAbsent(by, any -> new HashMap<>())
                .computeIfAbsent(name, any -> new ArrayList<>())
                .add(assigned(assignment, how));
    }

    private Assigned assigned(Assignment assignment, String how) {
        int[] numbers = roles.numbers(assignment.roles(), problems).stream()
                .mapToInt(Integer::intValue)
                .toArray();
        Set<String> scopes = assignment.scopes().stream().map(Word::text).collect(Collectors.toUnmodifiableSet());
        return new Assigned(numbers, assignment.tenant().map(Word::text).orElse(null), scopes, how);
    }

    private ClaimRules rules(Claimed claimed) {
        String tenant = claimed.tenant().map(Word::text).orElse(null);
        if (claimed.roles().isEmpty()) {
            return new ClaimRules(null, Map.of(), false, tenant, "nothing");
        }
        ClaimedRoles accepted = claimed.roles().get();
        Map<String, Integer> become = new HashMap<>();
        accepted.sameName().forEach(role -> become(role.text(), role, become));
        for (Mapping mapping : accepted.map()) {
            become(mapping.stated().text(), mapping.role(), become);
        }
        String claim = accepted.claim().map(Word::text).orElse(null);
        String how = claim == null
                ? "stated by " + claimed.source().word().text()
                : "claim " + claim + " of " + claimed.source().word().text();
        // not a copy: JDK's own small maps divide for each look-up and compare texts where this one compares hashes
        Map<String, Integer> stated = Collections.unmodifiableMap(become);
        return new ClaimRules(claim, stated, accepted.refuseUnmapped(), tenant, how);
    }

    private void become(String stated, Word role, Map<String, Integer> become) {
        roles.number(role, problems).ifPresent(number -> become.put(stated, number));
    }
}
