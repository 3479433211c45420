package io.gapura.rbac.importing;

import io.gapura.filters.json.StrictJson;
import io.gapura.rbac.PolicyDocument;
import io.gapura.rbac.PolicyDocument.Claimed;
import io.gapura.rbac.PolicyDocument.ClaimedRoles;
import io.gapura.rbac.PolicyDocument.Mapping;
import io.gapura.rbac.PolicyDocument.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads roles and groups of a realm that Keycloak has exported as JSON; users, clients' secrets and keys are not looked
 * at. Composites become included roles, a client's role is called {@code client.role}, and a group that has roles becomes
 * {@code group.path}. At most 16 MiB.
 */
public final class KeycloakRealm {
    private static final int LONGEST = 16 << 20;

    private final Draft draft = new Draft();
    private final Map<String, Set<String>> names = new LinkedHashMap<>();
    private final Set<String> realmRoles = new LinkedHashSet<>();
    private final List<Mapping> groups = new ArrayList<>();

    private KeycloakRealm() {}

    /**
     * The document in which tokens of the issuer have the realm's roles.
     *
     * @param issuer as tokens name it
     * @throws IllegalArgumentException when it is no realm, or too large
     */
    public static Imported read(byte[] json, String issuer) {
        if (json.length > LONGEST) {
            throw new IllegalArgumentException("a realm has at most " + LONGEST + " bytes");
        }
        List<Map<String, Object>> realms;
        try {
            realms = StrictJson.objects(json, 1);
        } catch (IOException malformed) {
            throw new IllegalArgumentException("is not the JSON of one realm", malformed);
        }
        if (realms.size() != 1 || !(realms.get(0).get("roles") instanceof Map<?, ?> roles)) {
            throw new IllegalArgumentException("is no realm with roles");
        }
        return new KeycloakRealm().imported(roles, list(realms.get(0).get("groups")), issuer);
    }

    private Imported imported(Map<?, ?> roles, List<Map<?, ?>> tops, String issuer) {
        List<Map<?, ?>> ofRealm = list(roles.get("realm"));
        Map<?, ?> ofClients = map(roles.get("client"));
        ofRealm.forEach(role -> names.computeIfAbsent(text(role, "name"), name -> new HashSet<>())
                .add(""));
        ofClients.forEach((client, list) -> list(list)
                .forEach(role -> names.computeIfAbsent(client + "." + text(role, "name"), name -> new HashSet<>())
                        .add(String.valueOf(client))));
        names.forEach((name, owners) -> declare(name, owners.size() == 1, owners.contains("")));
        ofRealm.forEach(role -> include(text(role, "name"), role));
        ofClients.forEach((client, list) ->
                list(list).forEach(role -> include(client + "." + text(role, "name"), role)));
        tops.forEach(group -> group(group, ""));
        dropCircles();
        if (!ofClients.isEmpty()) {
            draft.leave(
                    "client roles",
                    "tokens state them in resource_access, of which one claim is no list of texts;"
                            + " they count as parts of realm roles and groups");
        }
        return draft.finished(PolicyDocument.empty().withClaims(claims(issuer)));
    }

    /** A role of the realm and one of a client may have one name here: neither may have what the other has. */
    private void declare(String name, boolean single, boolean ofRealm) {
        if (!single) {
            draft.leave("role " + name, "two roles would have this name here");
        } else if (draft.declare(name) && ofRealm) {
            realmRoles.add(name);
        }
    }

    private List<Claimed> claims(String issuer) {
        ClaimedRoles realm = new ClaimedRoles(
                Optional.of(Draft.word("realm_access.roles")), List.of(), Draft.words(realmRoles), false);
        if (!groups.isEmpty()) {
            draft.leave(
                    "groups",
                    "an issuer has one claim of roles here; to map groups, replace it by: "
                            + "{ claim: groups, map: { "
                            + String.join(
                                    ", ",
                                    groups.stream()
                                            .map(group -> "\"" + group.stated() + "\": " + group.role())
                                            .toList())
                            + " } }");
        }
        return List.of(new Claimed(new Source.Issuer(Draft.word(issuer)), Optional.of(realm), Optional.empty()));
    }

    private void include(String name, Map<?, ?> role) {
        Map<?, ?> parts = map(role.get("composites"));
        texts(parts.get("realm")).forEach(part -> include(name, part));
        map(parts.get("client"))
                .forEach((client, list) -> texts(list).forEach(part -> include(name, client + "." + part)));
    }

    private void include(String senior, String junior) {
        if (draft.isDeclared(senior) && draft.isDeclared(junior)) {
            draft.include(senior, junior);
        } else {
            draft.leave("composite " + senior + " -> " + junior, "one of them could not be carried");
        }
    }

    /** No deeper than JSON is read. */
    private void group(Map<?, ?> group, String above) {
        String path = above + "/" + text(group, "name");
        List<String> roles = new ArrayList<>(texts(group.get("realmRoles")));
        map(group.get("clientRoles"))
                .forEach((client, list) -> texts(list).forEach(role -> roles.add(client + "." + role)));
        String name = "group" + path.replace('/', '.');
        if (!roles.isEmpty() && !draft.isDeclared(name) && draft.declare(name)) {
            groups.add(new Mapping(Draft.word(path), Draft.word(name)));
            roles.forEach(role -> include(name, role));
        } else if (!roles.isEmpty()) {
            draft.leave("group " + path, "its name makes no role that is its own");
        }
        list(group.get("subGroups")).forEach(below -> group(below, path));
    }

    /** What includes itself is allowed there and an error here: every step of a circle is left out. */
    private void dropCircles() {
        Map<String, Set<String>> includes = draft.includes();
        for (String senior : new TreeSet<>(includes.keySet())) {
            for (String junior : List.copyOf(includes.getOrDefault(senior, Set.of()))) {
                if (reaches(junior, senior, new HashSet<>())) {
                    includes.getOrDefault(senior, new HashSet<>()).remove(junior);
                    draft.leave("composite " + senior + " -> " + junior, "closes a circle");
                }
            }
        }
    }

    private boolean reaches(String from, String to, Set<String> seen) {
        List<String> open = new ArrayList<>(List.of(from));
        while (!open.isEmpty()) {
            String role = open.remove(open.size() - 1);
            if (role.equals(to)) {
                return true;
            }
            if (seen.add(role)) {
                open.addAll(draft.includes().getOrDefault(role, Set.of()));
            }
        }
        return false;
    }

    private static String text(Map<?, ?> from, String name) {
        return from.get(name) instanceof String text ? text : "";
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<Map<?, ?>> list(@Nullable Object value) {
        List<Map<?, ?>> maps = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(element -> {
                if (element instanceof Map<?, ?> map) {
                    maps.add(map);
                }
            });
        }
        return maps;
    }

    private static List<String> texts(@Nullable Object value) {
        List<String> texts = new ArrayList<>();
        if (value instanceof List<?> list) {
            list.forEach(element -> {
                if (element instanceof String text) {
                    texts.add(text);
                }
            });
        }
        return texts;
    }
}
