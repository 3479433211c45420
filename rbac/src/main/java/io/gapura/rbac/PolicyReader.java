package io.gapura.rbac;

import io.gapura.rbac.PolicyDocument.Admission;
import io.gapura.rbac.PolicyDocument.Assignment;
import io.gapura.rbac.PolicyDocument.Denial;
import io.gapura.rbac.PolicyDocument.PathEntry;
import io.gapura.rbac.PolicyDocument.Role;
import io.gapura.rbac.PolicyDocument.Separation;
import io.gapura.rbac.PolicyDocument.Stated;
import io.gapura.rbac.PolicyDocument.Word;
import io.gapura.rbac.YamlNode.Entry;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Binds the text of a policy to a {@link PolicyDocument}: shapes and keys, not yet meaning. At most 1 MiB of UTF-8.
 * Belongs to one reading.
 */
final class PolicyReader {
    /** In bytes. */
    static final int LONGEST = 1 << 20;

    private static final Set<String> SECTIONS =
            Set.of("version", "permissions", "roles", "deny", "separation", "assignments", "stated-roles", "paths");

    private final Problems problems;

    private PolicyReader(Problems problems) {
        this.problems = problems;
    }

    /** What could be read; nothing when the text is no YAML document that we accept. */
    static Optional<PolicyDocument> read(String file, byte[] content, Problems problems) {
        if (content.length > LONGEST) {
            problems.add(file + ":1:1", "over-limit", "longer than " + LONGEST + " bytes");
            return Optional.empty();
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException malformed) {
            problems.add(file + ":1:1", "syntax", "this is not UTF-8");
            return Optional.empty();
        }
        Optional<YamlNode> root = YamlTree.read(file, text, problems);
        if (root.isEmpty() && problems.none()) {
            problems.add(file + ":1:1", "missing-key", "version is missing");
        }
        return root.map(new PolicyReader(problems)::document);
    }

    private PolicyDocument document(YamlNode root) {
        Fields fields = Fields.of(root, problems, SECTIONS);
        fields.require("version").ifPresent(this::version);
        return new PolicyDocument(
                fields.words("permissions"),
                entries(fields, "roles").stream().map(this::role).toList(),
                items(fields, "deny").stream()
                        .flatMap(node -> denial(node).stream())
                        .toList(),
                fields.get("separation").map(this::separations).orElse(List.of()),
                assignments(entries(fields, "assignments")),
                entries(fields, "stated-roles").stream().map(this::stated).toList(),
                items(fields, "paths").stream()
                        .flatMap(node -> path(node).stream())
                        .toList());
    }

    private List<Entry> entries(Fields fields, String key) {
        return fields.get(key).map(node -> Fields.entries(node, problems)).orElse(List.of());
    }

    private List<YamlNode> items(Fields fields, String key) {
        return fields.get(key).map(node -> Fields.items(node, problems)).orElse(List.of());
    }

    private void version(YamlNode node) {
        if (!Fields.isPlain(node, "1")) {
            problems.add(node.place(), "bad-value", "version must be 1");
        }
    }

    private Role role(Entry entry) {
        Fields fields = Fields.of(entry.value(), problems, Set.of("includes", "grants"));
        return new Role(Fields.word(entry.key()), fields.words("includes"), fields.words("grants"));
    }

    private Optional<Denial> denial(YamlNode node) {
        Fields fields = Fields.of(node, problems, Set.of("role", "permissions"));
        List<Word> permissions = requiredWords(fields, "permissions");
        return fields.requiredWord("role").map(role -> new Denial(role, permissions));
    }

    /** A list that must be there and hold something: an empty one would look like a rule and be none. */
    private List<Word> requiredWords(Fields fields, String key) {
        Optional<YamlNode> node = fields.require(key);
        if (node.isEmpty()) {
            return List.of();
        }
        if (node.get() instanceof YamlNode.Items list && list.items().isEmpty()) {
            problems.add(list.place(), "bad-value", "at least one is expected here");
        }
        return Fields.words(node.get(), problems);
    }

    private List<Separation> separations(YamlNode node) {
        Fields fields = Fields.of(node, problems, Set.of("static", "dynamic"));
        List<Separation> found = new ArrayList<>();
        items(fields, "static").forEach(item -> separation(item, false).ifPresent(found::add));
        items(fields, "dynamic").forEach(item -> separation(item, true).ifPresent(found::add));
        return found;
    }

    private Optional<Separation> separation(YamlNode node, boolean dynamic) {
        Fields fields = Fields.of(node, problems, Set.of("name", "roles", "max"));
        Optional<Word> name = fields.requiredWord("name");
        List<Word> roles = requiredWords(fields, "roles");
        Optional<Integer> max = fields.requiredCount("max");
        if (name.isEmpty() || max.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Separation(dynamic, name.get(), roles, max.get()));
    }

    private List<Assignment> assignments(List<Entry> mechanisms) {
        List<Assignment> found = new ArrayList<>();
        for (Entry mechanism : mechanisms) {
            if (mechanism.key().text().equals("subjects")) {
                String message = "assignments by issuer and subject are not supported; use stated-roles";
                problems.add(mechanism.key().place(), "reserved-name", message);
                continue;
            }
            for (Entry caller : Fields.entries(mechanism.value(), problems)) {
                Fields fields = Fields.of(caller.value(), problems, Set.of("roles"));
                List<Word> roles = requiredWords(fields, "roles");
                found.add(new Assignment(Fields.word(mechanism.key()), Fields.word(caller.key()), roles));
            }
        }
        return found;
    }

    private Stated stated(Entry entry) {
        return new Stated(Fields.word(entry.key()), Fields.words(entry.value(), problems));
    }

    private Optional<PathEntry> path(YamlNode node) {
        Fields fields = Fields.of(node, problems, Set.of("path", "method", "public", "deny", "require"));
        Optional<Word> path = fields.requiredWord("path");
        List<Word> methods = fields.has("method") ? requiredWords(fields, "method") : List.of();
        Optional<Admission> admission = admission(fields);
        if (path.isEmpty() || admission.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PathEntry(path.get(), methods, admission.get()));
    }

    private Optional<Admission> admission(Fields fields) {
        List<String> said = List.of("public", "deny", "require").stream()
                .filter(fields::has)
                .toList();
        if (said.size() != 1) {
            String message = "exactly one of public, deny and require is expected here";
            addUnlessShapeless(fields, "rule-conflict", message);
            return Optional.empty();
        }
        if (fields.has("public")) {
            return fields.requiredWord("public").map(reason -> new Admission.Open());
        }
        if (fields.isTrue("deny")) {
            return Optional.of(new Admission.Closed());
        }
        return fields.get("require").flatMap(this::required);
    }

    private void addUnlessShapeless(Fields fields, String code, String message) {
        if (fields.isMapping()) {
            problems.add(fields.place(), code, message);
        }
    }

    private Optional<Admission> required(YamlNode node) {
        Fields fields = Fields.of(node, problems, Set.of("roles", "permissions", "authenticated"));
        boolean authenticated = fields.isTrue("authenticated");
        boolean roles = fields.has("roles");
        boolean permissions = fields.has("permissions");
        if (!authenticated && !roles && !permissions) {
            String message = "one of roles, permissions and authenticated is expected here";
            addUnlessShapeless(fields, "missing-key", message);
            return Optional.empty();
        }
        return Optional.of(new Admission.Required(
                roles ? Optional.of(requiredWords(fields, "roles")) : Optional.empty(),
                permissions ? requiredWords(fields, "permissions") : List.of()));
    }
}
