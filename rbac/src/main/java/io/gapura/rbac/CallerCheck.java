package io.gapura.rbac;

import io.gapura.rbac.PolicyDocument.Assignment;
import io.gapura.rbac.PolicyDocument.CallerId;
import io.gapura.rbac.PolicyDocument.Claimed;
import io.gapura.rbac.PolicyDocument.ClaimedRoles;
import io.gapura.rbac.PolicyDocument.Mapping;
import io.gapura.rbac.PolicyDocument.Separation;
import io.gapura.rbac.PolicyDocument.Source;
import io.gapura.rbac.PolicyDocument.Word;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks who holds roles, and what callers may state of themselves. Belongs to one load. */
final class CallerCheck {
    /** Mechanisms whose callers the document names in a section of its own. */
    private static final Map<String, String> SECTIONS =
            Map.of("certificate", "certificates", "bearer", "subjects", "dpop", "subjects");

    private static final Set<String> RESERVED = Set.of("subjects", "certificates", "container");

    private final PolicyDocument document;
    private final RoleHierarchy roles;
    private final Problems problems;
    private final Map<Separation, long[]> apart = new LinkedHashMap<>();

    CallerCheck(PolicyDocument document, RoleHierarchy roles, Problems problems) {
        this.document = document;
        this.roles = roles;
        this.problems = problems;
    }

    void check() {
        Problems told = new Problems();
        document.separations().stream()
                .filter(separation -> !separation.dynamic())
                .forEach(separation -> apart.put(separation, roles.set(roles.numbers(separation.roles(), told))));
        Map<Object, Map<String, long[]>> held = new HashMap<>();
        List<Map<String, long[]>> callers = document.assignments().stream()
                .map(assignment -> assignment(assignment, held))
                .toList();
        for (int i = 0; i < callers.size(); i++) {
            requireApart(document.assignments().get(i), callers.get(i));
        }
        claims();
    }

    /** What its caller is assigned, by tenant. */
    private Map<String, long[]> assignment(Assignment assignment, Map<Object, Map<String, long[]>> held) {
        Map<String, long[]> byTenant = held.computeIfAbsent(key(assignment.id()), id -> new HashMap<>());
        assignment.tenant().ifPresent(this::tenant);
        Lists.require(WordKind.SCOPE, assignment.scopes(), problems);
        long[] all = roles.closed(roles.numbers(assignment.roles(), problems));
        String tenant = assignment.tenant().map(Word::text).orElse("");
        if (byTenant.put(tenant, all) != null) {
            problems.add(assignment.id().word(), "duplicate", "this caller has two assignments");
        }
        return byTenant;
    }

    /** The id in a form that equals every other spelling of it. */
    private Object key(CallerId id) {
        if (id instanceof CallerId.Certificate certificate) {
            boolean sound = WordKind.CERTIFICATE.check(certificate.name(), problems);
            return sound
                    ? List.of(
                            "certificate",
                            CertificateName.canonical(certificate.name().text()))
                    : id;
        }
        if (id instanceof CallerId.Subject subject) {
            WordKind.ISSUER.check(subject.issuer(), problems);
        }
        if (id instanceof CallerId.Proven proven) {
            mechanism(proven.mechanism());
        }
        WordKind.ID.check(id.word(), problems);
        return id;
    }

    private void mechanism(Word mechanism) {
        if (!WordKind.MECHANISM.check(mechanism, problems)) {
            return;
        }
        String section = SECTIONS.get(mechanism.text());
        if (section != null) {
            String message = "callers of this mechanism are named in assignments." + section;
            problems.add(mechanism, "reserved-name", message);
        } else if (RESERVED.contains(mechanism.text())) {
            problems.add(mechanism, "reserved-name", "this is no mechanism, but a section of assignments");
        }
    }

    private void tenant(Word tenant) {
        boolean global = tenant.text().equals(Assignment.GLOBAL);
        if (!global && WordKind.TENANT.check(tenant, problems)) {
            boolean sign = tenant.text().startsWith("@");
            if (sign || tenant.text().equals("*") || tenant.text().equals("**")) {
                String message = "no tenant has this name; \"" + Assignment.GLOBAL + "\" is every one";
                problems.add(tenant, "reserved-name", message);
            }
        }
    }

    /** In one tenant a caller holds what it is assigned there and what it is assigned everywhere. */
    private void requireApart(Assignment assignment, Map<String, long[]> held) {
        long[] all = roles.closed(declared(assignment.roles()));
        long[] everywhere = held.get(Assignment.GLOBAL);
        if (everywhere != null) {
            Bits.addAll(all, everywhere);
        }
        apart.forEach((separation, members) -> {
            if (Bits.common(members, all) > separation.max()) {
                String message = "holds too many roles of " + PolicyCheck.shown(separation);
                problems.add(assignment.id().word(), "separation-broken", message);
            }
        });
    }

    private List<Integer> declared(List<Word> words) {
        return words.stream()
                .map(word -> roles.ids().get(word.text()))
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    private void claims() {
        Set<Source> seen = new HashSet<>();
        for (Claimed claimed : document.claims()) {
            if (!seen.add(claimed.source())) {
                problems.add(claimed.source().word(), "duplicate", "there are claims of this twice");
            }
            boolean token = claimed.source() instanceof Source.Issuer;
            WordKind kind = token ? WordKind.ISSUER : WordKind.MECHANISM;
            if (kind.check(claimed.source().word(), problems) && !token) {
                statedByPolicy(claimed.source().word());
            }
            claimed.tenant().ifPresent(claim -> claim(claim, token));
            claimed.roles().ifPresent(stated -> claimedRoles(claimed, stated, token));
        }
    }

    /** Whose roles come in a token are known by its issuer; rules for their mechanism would never be looked at. */
    private void statedByPolicy(Word mechanism) {
        if ("subjects".equals(SECTIONS.get(mechanism.text()))) {
            problems.add(mechanism, "bad-claim", "claims of tokens are named by their issuer");
        }
    }

    private void claim(Word claim, boolean token) {
        WordKind.CLAIM.check(claim, problems);
        if (!token) {
            problems.add(claim, "bad-claim", "callers without issuer have no claims; their policy states roles");
        }
    }

    private void claimedRoles(Claimed claimed, ClaimedRoles stated, boolean token) {
        stated.claim().ifPresent(claim -> claim(claim, token));
        if (token && stated.claim().isEmpty()) {
            problems.add(claimed.source().word(), "bad-claim", "roles.claim is missing: which claim holds the roles");
        }
        roles.numbers(stated.sameName(), problems);
        Set<String> seen = new HashSet<>();
        stated.sameName().forEach(role -> seen.add(role.text()));
        for (Mapping mapping : stated.map()) {
            String text = mapping.stated().text();
            roles.number(mapping.role(), problems);
            WordKind.STATED.check(mapping.stated(), problems);
            if (text.equals("*") || text.equals("**")) {
                problems.add(mapping.stated(), "reserved-name", "there are no wildcards; name each role");
            } else if (!seen.add(text)) {
                problems.add(mapping.stated(), "bad-claim", "this stated role would become two roles");
            }
        }
    }
}
