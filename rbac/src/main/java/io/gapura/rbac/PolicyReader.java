package io.gapura.rbac;

import io.gapura.filters.yaml.YamlNode;
import io.gapura.filters.yaml.YamlNode.Entries;
import io.gapura.filters.yaml.YamlNode.Entry;
import io.gapura.filters.yaml.YamlTree;
import io.gapura.rbac.PolicyDocument.Admission;
import io.gapura.rbac.PolicyDocument.Assignment;
import io.gapura.rbac.PolicyDocument.CallerId;
import io.gapura.rbac.PolicyDocument.Claimed;
import io.gapura.rbac.PolicyDocument.ClaimedRoles;
import io.gapura.rbac.PolicyDocument.Denial;
import io.gapura.rbac.PolicyDocument.EndpointEntry;
import io.gapura.rbac.PolicyDocument.Mapping;
import io.gapura.rbac.PolicyDocument.PathEntry;
import io.gapura.rbac.PolicyDocument.Role;
import io.gapura.rbac.PolicyDocument.Scope;
import io.gapura.rbac.PolicyDocument.Separation;
import io.gapura.rbac.PolicyDocument.Source;
import io.gapura.rbac.PolicyDocument.Word;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Binds the text of a policy to a {@link PolicyDocument}: what {@link PolicyForm} finds sound, not yet its meaning. At
 * most 1 MiB of UTF-8, 12 levels deep. Without state.
 */
final class PolicyReader {
    private static final int DEEPEST = 12;

    private PolicyReader() {}

    /** What could be read; nothing when the text is no YAML document that we accept. */
    static Optional<PolicyDocument> read(String file, byte[] content, Problems problems) {
        if (content.length > PolicyDocument.LONGEST) {
            problems.add(file + ":1:1", "over-limit", "longer than " + PolicyDocument.LONGEST + " bytes");
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
        Optional<YamlNode> root = YamlTree.read(file, text, DEEPEST, problems::add);
        if (root.isEmpty() && problems.none()) {
            problems.add(file + ":1:1", "missing-key", "version is missing");
        }
        return root.flatMap(node -> document(node, problems));
    }

    private static Optional<PolicyDocument> document(YamlNode root, Problems problems) {
        if (!(root instanceof Entries mapping)) {
            problems.add(root.place(), "bad-value", "a mapping is expected here");
            return Optional.empty();
        }
        return Optional.of(document(Fields.of(PolicyForm.DOCUMENT.entries(mapping, problems))));
    }

    private static PolicyDocument document(Fields fields) {
        return new PolicyDocument(
                fields.words("permissions"),
                fields.entries("roles").stream().map(PolicyReader::role).toList(),
                fields.items("deny").stream().map(PolicyReader::denial).toList(),
                fields.get("separation").map(PolicyReader::separations).orElse(List.of()),
                assignments(fields.entries("assignments")),
                fields.items("claims").stream().map(PolicyReader::claimed).toList(),
                fields.entries("scopes").stream().map(PolicyReader::scope).toList(),
                fields.items("paths").stream().map(PolicyReader::path).toList(),
                fields.items("endpoints").stream().map(PolicyReader::endpoint).toList());
    }

    private static Role role(Entry entry) {
        Fields fields = Fields.of(entry.value());
        return new Role(Fields.word(entry.key()), fields.words("includes"), fields.words("grants"));
    }

    private static Denial denial(YamlNode node) {
        Fields fields = Fields.of(node);
        return new Denial(fields.requiredWord("role"), fields.words("permissions"));
    }

    private static List<Separation> separations(YamlNode node) {
        Fields fields = Fields.of(node);
        List<Separation> found = new ArrayList<>();
        fields.items("static").forEach(item -> found.add(separation(item, false)));
        fields.items("dynamic").forEach(item -> found.add(separation(item, true)));
        return found;
    }

    private static Separation separation(YamlNode node, boolean dynamic) {
        Fields fields = Fields.of(node);
        int max = Integer.parseInt(fields.requiredWord("max").text());
        return new Separation(dynamic, fields.requiredWord("name"), fields.words("roles"), max);
    }

    private static List<Assignment> assignments(List<Entry> mechanisms) {
        List<Assignment> found = new ArrayList<>();
        for (Entry mechanism : mechanisms) {
            if (mechanism.value() instanceof YamlNode.Items subjects) {
                subjects.items().forEach(item -> found.add(assignment(subject(Fields.of(item)), item)));
            }
            for (Entry caller : Fields.entries(mechanism.value())) {
                Word name = Fields.word(caller.key());
                found.add(assignment(id(Fields.word(mechanism.key()), name), caller.value()));
            }
        }
        return found;
    }

    private static CallerId subject(Fields fields) {
        return new CallerId.Subject(fields.requiredWord("issuer"), fields.requiredWord("subject"));
    }

    private static CallerId id(Word mechanism, Word name) {
        return switch (mechanism.text()) {
            case "certificates" -> new CallerId.Certificate(name);
            case "container" -> new CallerId.ContainerRole(name);
            default -> new CallerId.Proven(mechanism, name);
        };
    }

    private static Assignment assignment(CallerId id, YamlNode node) {
        Fields fields = Fields.of(node);
        return new Assignment(id, fields.words("roles"), fields.word("tenant"), fields.words("scopes"));
    }

    private static Claimed claimed(YamlNode node) {
        Fields fields = Fields.of(node);
        Source source = fields.word("issuer")
                .<Source>map(Source.Issuer::new)
                .orElseGet(() -> new Source.Mechanism(fields.requiredWord("mechanism")));
        return new Claimed(
                source,
                fields.get("roles").map(PolicyReader::claimedRoles),
                fields.get("tenant").map(tenant -> Fields.of(tenant).requiredWord("claim")));
    }

    private static ClaimedRoles claimedRoles(YamlNode node) {
        Fields fields = Fields.of(node);
        List<Mapping> map = fields.entries("map").stream()
                .map(entry -> new Mapping(Fields.word(entry.key()), word(entry.value())))
                .toList();
        boolean refuse = fields.word("unmapped")
                .filter(word -> word.text().equals("refuse"))
                .isPresent();
        return new ClaimedRoles(fields.word("claim"), map, fields.words("same-name"), refuse);
    }

    private static Word word(YamlNode node) {
        return Fields.word((YamlNode.Scalar) node);
    }

    private static Scope scope(Entry entry) {
        Fields fields = Fields.of(entry.value());
        return new Scope(Fields.word(entry.key()), fields.words("roles"), fields.words("permissions"));
    }

    private static PathEntry path(YamlNode node) {
        Fields fields = Fields.of(node);
        return new PathEntry(fields.requiredWord("path"), fields.words("method"), admission(fields));
    }

    private static EndpointEntry endpoint(YamlNode node) {
        Fields fields = Fields.of(node);
        return new EndpointEntry(fields.requiredWord("class"), fields.word("method"), admission(fields));
    }

    private static Admission admission(Fields fields) {
        if (fields.has("public")) {
            return new Admission.Open(fields.requiredWord("public"));
        }
        return fields.get("require").map(PolicyReader::required).orElseGet(Admission.Closed::new);
    }

    private static Admission required(YamlNode node) {
        Fields fields = Fields.of(node);
        return new Admission.Required(
                fields.words("roles"),
                fields.words("permissions"),
                fields.words("scopes"),
                fields.words("acr"),
                fields.word("max-age"),
                fields.word("tenant"),
                fields.words("check"));
    }
}
