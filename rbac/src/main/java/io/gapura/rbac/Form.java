package io.gapura.rbac;

import io.gapura.filters.yaml.YamlNode;
import io.gapura.filters.yaml.YamlNode.Entries;
import io.gapura.filters.yaml.YamlNode.Entry;
import io.gapura.filters.yaml.YamlNode.Items;
import io.gapura.filters.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What may stand at one place of a policy document: it tells the reader what is sound there, and the JSON Schema what an
 * editor may suggest, so that the two never disagree.
 *
 * <p>Immutable and thread-safe.
 */
sealed interface Form {
    /** The node without what is unsound in it, each with a problem; nothing when it is unsound itself. */
    Optional<YamlNode> sound(YamlNode node, Problems problems);

    /** The same in words of JSON Schema. */
    Map<String, Object> schema();

    /** Text of a kind. What it looks like is checked with its meaning, so that documents made in Java are checked too. */
    record Text(WordKind kind) implements Form {
        @Override
        public Optional<YamlNode> sound(YamlNode node, Problems problems) {
            if (node instanceof Scalar scalar
                    && scalar.isText()
                    && !scalar.text().isEmpty()) {
                return Optional.of(node);
            }
            problems.add(node.place(), "bad-value", "text is expected here; numbers, true, false and null need quotes");
            return Optional.empty();
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "string");
            schema.put("minLength", 1);
            schema.put("maxLength", kind.longest());
            kind.pattern().ifPresent(pattern -> schema.put("pattern", "^(?:" + pattern + ")$"));
            return schema;
        }
    }

    /** One of some words. */
    record Choice(List<String> words) implements Form {
        @Override
        public Optional<YamlNode> sound(YamlNode node, Problems problems) {
            if (node instanceof Scalar scalar && scalar.isText() && words.contains(scalar.text())) {
                return Optional.of(node);
            }
            problems.add(node.place(), "bad-value", "one of " + String.join(" and ", words) + " is expected here");
            return Optional.empty();
        }

        @Override
        public Map<String, Object> schema() {
            return Map.of("enum", words);
        }
    }

    /**
     * A literal of JSON that can only be this one.
     *
     * @param message what to do instead
     */
    record Literal(String text, Object value, String message) implements Form {
        @Override
        public Optional<YamlNode> sound(YamlNode node, Problems problems) {
            if (node instanceof Scalar scalar && scalar.plain() && scalar.text().equals(text)) {
                return Optional.of(node);
            }
            problems.add(node.place(), "bad-value", message);
            return Optional.empty();
        }

        @Override
        public Map<String, Object> schema() {
            return Map.of("const", value);
        }
    }

    /** A whole number from 1 to {@code most}, of at most nine digits. */
    record Count(int most) implements Form {
        @Override
        public Optional<YamlNode> sound(YamlNode node, Problems problems) {
            if (node instanceof Scalar scalar && scalar.plain() && isCount(scalar.text())) {
                return Optional.of(node);
            }
            problems.add(node.place(), "bad-value", "a whole number from 1 to " + most + " is expected here");
            return Optional.empty();
        }

        private boolean isCount(String text) {
            return text.matches("[1-9][0-9]{0,8}") && Integer.parseInt(text) <= most;
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "integer");
            schema.put("minimum", 1);
            schema.put("maximum", most);
            return schema;
        }
    }

    /**
     * A list.
     *
     * @param least 1: an empty list would look like a rule and be none
     */
    record ListOf(Form each, int least) implements Form {
        @Override
        public Optional<YamlNode> sound(YamlNode node, Problems problems) {
            if (!(node instanceof Items list)) {
                problems.add(node.place(), "bad-value", "a list is expected here");
                return Optional.empty();
            }
            if (list.items().size() < least) {
                problems.add(node.place(), "bad-value", "at least one is expected here");
                return Optional.empty();
            }
            List<YamlNode> items = new ArrayList<>();
            list.items().forEach(item -> each.sound(item, problems).ifPresent(items::add));
            return Optional.of(new Items(node.place(), items));
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "array");
            schema.put("items", each.schema());
            if (least > 0) {
                schema.put("minItems", least);
            }
            if (each instanceof Text) {
                schema.put("uniqueItems", true);
            }
            return schema;
        }
    }

    /** One text, or a list of them. */
    record OneOrMore(Text each) implements Form {
        @Override
        public Optional<YamlNode> sound(YamlNode node, Problems problems) {
            if (node instanceof Items) {
                return new ListOf(each, 1).sound(node, problems);
            }
            return each.sound(node, problems).map(one -> new Items(node.place(), List.of(one)));
        }

        @Override
        public Map<String, Object> schema() {
            return Map.of("oneOf", List.of(each.schema(), new ListOf(each, 1).schema()));
        }
    }

    /** A mapping from names to values of one form. */
    record Table(WordKind keys, Form each) implements Form {
        @Override
        public Optional<YamlNode> sound(YamlNode node, Problems problems) {
            if (!(node instanceof Entries mapping)) {
                problems.add(node.place(), "bad-value", "a mapping is expected here");
                return Optional.empty();
            }
            List<Entry> entries = new ArrayList<>();
            for (Entry entry : mapping.entries()) {
                each.sound(entry.value(), problems).ifPresent(value -> entries.add(new Entry(entry.key(), value)));
            }
            return Optional.of(new Entries(node.place(), entries));
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "object");
            schema.put("propertyNames", new Text(keys).schema());
            schema.put("additionalProperties", each.schema());
            return schema;
        }
    }

    /** A key that a mapping may have. */
    record Member(String key, boolean required, String about, Form form) {}

    /**
     * Keys of which one must be there.
     *
     * @param only whether a second one is a conflict
     */
    record Group(boolean only, List<String> keys) {
        private Optional<String> complaint(long present) {
            if (only ? present == 1 : present > 0) {
                return Optional.empty();
            }
            String last = keys.get(keys.size() - 1);
            String all = String.join(", ", keys.subList(0, keys.size() - 1)) + " and " + last;
            return Optional.of((only ? "exactly one of " : "one of ") + all + " is expected here");
        }

        private Map<String, Object> schema() {
            List<Object> cases = keys.stream()
                    .<Object>map(key -> Map.of("required", List.of(key)))
                    .toList();
            return Map.of(only ? "oneOf" : "anyOf", cases);
        }
    }

    /**
     * A mapping whose keys are known.
     *
     * @param others the form of what has none of these keys; nothing: an unknown key is a problem
     */
    record Mapping(List<Member> members, List<Group> groups, Optional<Table> others) implements Form {
        static Mapping of(Member... members) {
            return new Mapping(List.of(members), List.of(), Optional.empty());
        }

        Mapping exactlyOne(String... keys) {
            return with(new Group(true, List.of(keys)));
        }

        Mapping atLeastOne(String... keys) {
            return with(new Group(false, List.of(keys)));
        }

        Mapping orElse(Table table) {
            return new Mapping(members, groups, Optional.of(table));
        }

        private Mapping with(Group group) {
            List<Group> more = new ArrayList<>(groups);
            more.add(group);
            return new Mapping(members, more, others);
        }

        /** Unsound are also the lack of a required key, and groups that do not hold. */
        @Override
        public Optional<YamlNode> sound(YamlNode node, Problems problems) {
            boolean demanding = !groups.isEmpty() || members.stream().anyMatch(Member::required);
            if (!(node instanceof Entries mapping)) {
                problems.add(node.place(), "bad-value", "a mapping is expected here");
                return demanding ? Optional.empty() : Optional.of(new Entries(node.place(), List.of()));
            }
            Entries sound = entries(mapping, problems);
            Set<String> keys = sound.keys();
            boolean complete = members.stream().allMatch(member -> !member.required() || keys.contains(member.key()));
            return complete && grouped(mapping, problems) && grouped(sound) ? Optional.of(sound) : Optional.empty();
        }

        /** What is sound of them, whatever is missing. */
        Entries entries(Entries mapping, Problems problems) {
            Map<String, Member> known = members.stream().collect(Collectors.toMap(Member::key, member -> member));
            List<Entry> entries = new ArrayList<>();
            for (Entry entry : mapping.entries()) {
                form(entry, known, problems)
                        .flatMap(form -> form.sound(entry.value(), problems))
                        .ifPresent(value -> entries.add(new Entry(entry.key(), value)));
            }
            Set<String> written = mapping.keys();
            members.stream()
                    .filter(member -> member.required() && !written.contains(member.key()))
                    .forEach(member -> problems.add(mapping.place(), "missing-key", member.key() + " is missing"));
            return new Entries(mapping.place(), entries);
        }

        private Optional<Form> form(Entry entry, Map<String, Member> known, Problems problems) {
            String key = entry.key().text();
            Member member = known.get(key);
            if (member != null) {
                return Optional.of(member.form());
            }
            if (others.isPresent()) {
                return Optional.of(others.get().each());
            }
            String message = Names.shown(key) + " is not a key here" + Names.hint(key, known.keySet());
            problems.add(entry.key().place(), "unknown-key", message);
            return Optional.empty();
        }

        private boolean grouped(Entries written, Problems problems) {
            boolean sound = true;
            for (Group group : groups) {
                Optional<String> complaint = group.complaint(present(group, written));
                if (complaint.isPresent()) {
                    String code = present(group, written) == 0 && !group.only() ? "missing-key" : "rule-conflict";
                    problems.add(written.place(), code, complaint.get());
                    sound = false;
                }
            }
            return sound;
        }

        private boolean grouped(Entries sound) {
            return groups.stream()
                    .allMatch(group -> group.complaint(present(group, sound)).isEmpty());
        }

        private static long present(Group group, Entries entries) {
            Set<String> keys = entries.keys();
            return group.keys().stream().filter(keys::contains).count();
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> properties = new LinkedHashMap<>();
            for (Member member : members) {
                Map<String, Object> schema = new LinkedHashMap<>();
                schema.put("description", member.about());
                schema.putAll(member.form().schema());
                properties.put(member.key(), schema);
            }
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "object");
            schema.put("properties", properties);
            schema.put(
                    "additionalProperties",
                    others.<Object>map(table -> table.each().schema()).orElse(false));
            others.ifPresent(table -> schema.put("propertyNames", new Text(table.keys()).schema()));
            List<String> required =
                    members.stream().filter(Member::required).map(Member::key).toList();
            if (!required.isEmpty()) {
                schema.put("required", required);
            }
            groups.forEach(group -> schema.putAll(group.schema()));
            return schema;
        }
    }

    /** A list that may be empty. */
    static ListOf any(WordKind kind) {
        return new ListOf(new Text(kind), 0);
    }

    /** A list that holds something. */
    static ListOf some(WordKind kind) {
        return new ListOf(new Text(kind), 1);
    }

    static Member required(String key, String about, Form form) {
        return new Member(key, true, about, form);
    }

    static Member optional(String key, String about, Form form) {
        return new Member(key, false, about, form);
    }

    static Choice choice(String... words) {
        return new Choice(Arrays.asList(words));
    }
}
