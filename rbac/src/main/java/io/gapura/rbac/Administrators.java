package io.gapura.rbac;

import io.gapura.rbac.PolicyDocument.Assignment;
import io.gapura.rbac.PolicyDocument.CallerId;
import io.gapura.rbac.PolicyDocument.Claimed;
import io.gapura.rbac.PolicyDocument.ClaimedRoles;
import io.gapura.rbac.PolicyDocument.Word;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who may administer by a policy: callers that it gives roles to which are granted the permission, and issuers whose claims
 * lead to such a role. Who comes with a claim nobody can list here: that somebody may is all that is said.
 */
final class Administrators {
    private final Snapshot snapshot;
    private final Permission permission;
    private final boolean chosen;

    private Administrators(Setup setup, Permission permission) {
        this.snapshot = setup.loaded().snapshot();
        this.permission = permission;
        this.chosen = setup.activation() != null;
    }

    /** In words, such as {@code signing ann}. */
    static List<String> of(Setup setup, Permission permission) {
        Administrators administrators = new Administrators(setup, permission);
        PolicyDocument document = setup.loaded().document();
        Set<String> found = new LinkedHashSet<>();
        for (Assignment assignment : document.assignments()) {
            if (administrators.may(assignment.roles())) {
                found.add(words(assignment.id()));
            }
        }
        for (Claimed claimed : document.claims()) {
            if (roles(claimed).anyMatch(role -> administrators.may(List.of(role)))) {
                found.add("whoever claims it of " + claimed.source().word());
            }
        }
        return List.copyOf(found);
    }

    private static String words(CallerId id) {
        String issuer = id instanceof CallerId.Subject subject ? " of " + subject.issuer() : "";
        return id.section() + " " + id.word() + issuer;
    }

    private static Stream<Word> roles(Claimed claimed) {
        return claimed.roles().stream().flatMap(Administrators::roles);
    }

    private static Stream<Word> roles(ClaimedRoles stated) {
        return Stream.concat(stated.map().stream().map(PolicyDocument.Mapping::role), stated.sameName().stream());
    }

    /** All roles are active, unless the application chooses: then a single one is enough. */
    private boolean may(List<Word> roles) {
        List<List<Word>> active = new ArrayList<>(List.of(roles));
        if (chosen) {
            roles.forEach(role -> active.add(List.of(role)));
        }
        return active.stream().anyMatch(this::holds);
    }

    private boolean holds(List<Word> roles) {
        Ids ids = new Ids();
        roles.forEach(role -> ids.add(snapshot.roles().find(role.text())));
        Grants grants = snapshot.grants(GrantsKey.of(ids.sorted(), null));
        return grants.broken() == null && grants.permits(permission);
    }
}
