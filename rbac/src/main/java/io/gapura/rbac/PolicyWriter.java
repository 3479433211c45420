package io.gapura.rbac;

import io.gapura.rbac.PolicyDocument.Admission;
import io.gapura.rbac.PolicyDocument.Assignment;
import io.gapura.rbac.PolicyDocument.CallerId;
import io.gapura.rbac.PolicyDocument.Claimed;
import io.gapura.rbac.PolicyDocument.ClaimedRoles;
import io.gapura.rbac.PolicyDocument.EndpointEntry;
import io.gapura.rbac.PolicyDocument.PathEntry;
import io.gapura.rbac.PolicyDocument.Role;
import io.gapura.rbac.PolicyDocument.Scope;
import io.gapura.rbac.PolicyDocument.Separation;
import io.gapura.rbac.PolicyDocument.Source;
import io.gapura.rbac.PolicyDocument.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a document says, as the values that its text holds. Without state. */
final class PolicyWriter {
    private PolicyWriter() {}

    static String yaml(PolicyDocument document) {
        return YamlText.of(values(document));
    }

    private static Map<String, Object> values(PolicyDocument document) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("version", 1);
        put(values, "permissions", texts(document.permissions()));
        put(values, "roles", table(document.roles(), Role::name, PolicyWriter::role));
        put(
                values,
                "deny",
                list(
                        document.denials(),
                        denial -> map("role", denial.role().text(), "permissions", texts(denial.permissions()))));
        put(values, "separation", separations(document.separations()));
        put(values, "assignments", assignments(document.assignments()));
        put(values, "claims", list(document.claims(), PolicyWriter::claimed));
        put(values, "scopes", table(document.scopes(), Scope::name, PolicyWriter::scope));
        put(values, "paths", list(document.paths(), PolicyWriter::path));
        put(values, "endpoints", list(document.endpoints(), PolicyWriter::endpoint));
        return values;
    }

    private static Map<String, Object> role(Role role) {
        Map<String, Object> values = new LinkedHashMap<>();
        put(values, "includes", texts(role.includes()));
        put(values, "grants", texts(role.grants()));
        return values;
    }

    private static Map<String, Object> separations(List<Separation> separations) {
        Map<String, Object> values = new LinkedHashMap<>();
        put(
                values,
                "static",
                list(separations.stream().filter(set -> !set.dynamic()).toList(), PolicyWriter::set));
        put(
                values,
                "dynamic",
                list(separations.stream().filter(Separation::dynamic).toList(), PolicyWriter::set));
        return values;
    }

    private static Map<String, Object> set(Separation set) {
        return map("name", set.name().text(), "roles", texts(set.roles()), "max", set.max());
    }

    private static Map<String, Object> assignments(List<Assignment> assignments) {
        Map<String, List<Assignment>> sections = new LinkedHashMap<>();
        assignments.forEach(
                assignment -> sections.computeIfAbsent(assignment.id().section(), name -> new ArrayList<>())
                        .add(assignment));
        Map<String, Object> values = new LinkedHashMap<>();
        sections.forEach((name, callers) -> values.put(name, callers(callers)));
        return values;
    }

    private static Object callers(List<Assignment> callers) {
        if (callers.get(0).id() instanceof CallerId.Subject) {
            return list(callers, PolicyWriter::subject);
        }
        return table(callers, caller -> caller.id().word(), PolicyWriter::assignment);
    }

    private static Map<String, Object> subject(Assignment assignment) {
        CallerId.Subject id = (CallerId.Subject) assignment.id();
        Map<String, Object> values =
                map("issuer", id.issuer().text(), "subject", id.subject().text());
        values.putAll(assignment(assignment));
        return values;
    }

    private static Map<String, Object> assignment(Assignment assignment) {
        Map<String, Object> values = map("roles", texts(assignment.roles()));
        put(values, "tenant", assignment.tenant());
        put(values, "scopes", texts(assignment.scopes()));
        return values;
    }

    private static Map<String, Object> claimed(Claimed claimed) {
        String by = claimed.source() instanceof Source.Issuer ? "issuer" : "mechanism";
        Map<String, Object> values = map(by, claimed.source().word().text());
        claimed.roles().ifPresent(roles -> values.put("roles", claimedRoles(roles)));
        claimed.tenant().ifPresent(claim -> values.put("tenant", map("claim", claim.text())));
        return values;
    }

    private static Map<String, Object> claimedRoles(ClaimedRoles roles) {
        Map<String, Object> values = new LinkedHashMap<>();
        put(values, "claim", roles.claim());
        put(
                values,
                "map",
                table(
                        roles.map(),
                        PolicyDocument.Mapping::stated,
                        one -> one.role().text()));
        if (roles.map().isEmpty() || !roles.sameName().isEmpty()) {
            values.put("same-name", texts(roles.sameName()));
        }
        if (roles.refuseUnmapped()) {
            values.put("unmapped", "refuse");
        }
        return values;
    }

    private static Map<String, Object> scope(Scope scope) {
        Map<String, Object> values = new LinkedHashMap<>();
        put(values, "roles", texts(scope.roles()));
        put(values, "permissions", texts(scope.permissions()));
        return values;
    }

    private static Map<String, Object> path(PathEntry entry) {
        Map<String, Object> values = map("path", entry.path().text());
        put(values, "method", texts(entry.methods()));
        values.putAll(admission(entry.admission()));
        return values;
    }

    private static Map<String, Object> endpoint(EndpointEntry entry) {
        Map<String, Object> values = map("class", entry.type().text());
        put(values, "method", entry.method());
        values.putAll(admission(entry.admission()));
        return values;
    }

    private static Map<String, Object> admission(Admission admission) {
        if (admission instanceof Admission.Open open) {
            return map("public", open.reason().text());
        }
        return admission instanceof Admission.Required required
                ? map("require", required(required))
                : map("deny", true);
    }

    private static Map<String, Object> required(Admission.Required required) {
        Map<String, Object> values = new LinkedHashMap<>();
        put(values, "roles", texts(required.roles()));
        put(values, "permissions", texts(required.permissions()));
        put(values, "scopes", texts(required.scopes()));
        put(values, "acr", texts(required.acr()));
        put(values, "max-age", required.maxAge());
        put(values, "tenant", required.tenant());
        put(values, "check", texts(required.checks()));
        return values.isEmpty() ? map("authenticated", true) : values;
    }

    private static List<String> texts(List<Word> words) {
        return words.stream().map(Word::text).toList();
    }

    private static <T> List<Object> list(List<T> items, Function<T, Object> value) {
        return items.stream().map(value).toList();
    }

    private static <T> Map<String, Object> table(List<T> items, Function<T, Word> key, Function<T, Object> value) {
        Map<String, Object> values = new LinkedHashMap<>();
        items.forEach(item -> values.put(key.apply(item).text(), value.apply(item)));
        return values;
    }

    private static void put(Map<String, Object> values, String key, List<?> list) {
        if (!list.isEmpty()) {
            values.put(key, list);
        }
    }

    private static void put(Map<String, Object> values, String key, Map<String, Object> map) {
        if (!map.isEmpty()) {
            values.put(key, map);
        }
    }

    private static void put(Map<String, Object> values, String key, Optional<Word> word) {
        word.ifPresent(text -> values.put(key, text.text()));
    }

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return values;
    }
}
