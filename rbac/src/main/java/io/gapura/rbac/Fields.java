package io.gapura.rbac;

import io.gapura.rbac.PolicyDocument.Word;
import io.gapura.rbac.YamlNode.Entries;
import io.gapura.rbac.YamlNode.Entry;
import io.gapura.rbac.YamlNode.Items;
import io.gapura.rbac.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A mapping whose keys are known: what is unknown or of the wrong shape becomes a problem and reads as absent. */
final class Fields {
    private final String place;
    private final Problems problems;
    private final boolean mapping;
    private final Map<String, YamlNode> values = new LinkedHashMap<>();

    private Fields(String place, boolean mapping, Problems problems) {
        this.place = place;
        this.mapping = mapping;
        this.problems = problems;
    }

    static Fields of(YamlNode node, Problems problems, Set<String> known) {
        Fields fields = new Fields(node.place(), node instanceof Entries, problems);
        for (Entry entry : entries(node, problems)) {
            Scalar key = entry.key();
            if (known.contains(key.text())) {
                fields.values.put(key.text(), entry.value());
            } else {
                String shown = Names.shown(key.text());
                problems.add(key.place(), "unknown-key", shown + " is not a key here" + Names.hint(key.text(), known));
            }
        }
        return fields;
    }

    /** The entries of a mapping whose keys are names. */
    static List<Entry> entries(YamlNode node, Problems problems) {
        if (node instanceof Entries mapping) {
            return mapping.entries();
        }
        problems.add(node.place(), "bad-value", "a mapping is expected here");
        return List.of();
    }

    static List<YamlNode> items(YamlNode node, Problems problems) {
        if (node instanceof Items sequence) {
            return sequence.items();
        }
        problems.add(node.place(), "bad-value", "a list is expected here");
        return List.of();
    }

    static List<Word> words(YamlNode node, Problems problems) {
        List<Word> words = new ArrayList<>();
        for (YamlNode item : items(node, problems)) {
            word(item, problems).ifPresent(words::add);
        }
        return words;
    }

    static Optional<Word> word(YamlNode node, Problems problems) {
        if (node instanceof Scalar scalar && scalar.isText() && !scalar.text().isEmpty()) {
            return Optional.of(new Word(scalar.text(), scalar.place()));
        }
        problems.add(node.place(), "bad-value", "text is expected here; numbers, true, false and null need quotes");
        return Optional.empty();
    }

    static Word word(Scalar key) {
        return new Word(key.text(), key.place());
    }

    String place() {
        return place;
    }

    /** False: that is the problem already, and what it lacks is no other. */
    boolean isMapping() {
        return mapping;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Optional<YamlNode> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The same, whose absence is a problem. */
    Optional<YamlNode> require(String key) {
        if (mapping && !values.containsKey(key)) {
            problems.add(place, "missing-key", key + " is missing");
        }
        return get(key);
    }

    /** The texts of a list; none when the key is absent. */
    List<Word> words(String key) {
        return get(key).map(node -> words(node, problems)).orElse(List.of());
    }

    /** The text of a key that must be there. */
    Optional<Word> requiredWord(String key) {
        return require(key).flatMap(node -> word(node, problems));
    }

    /** Whether the key is there; its value can only be {@code true}. */
    boolean isTrue(String key) {
        Optional<YamlNode> node = get(key);
        if (node.isPresent() && !isPlain(node.get(), "true")) {
            problems.add(node.get().place(), "bad-value", "only true is possible here; leave the key out instead");
        }
        return node.isPresent();
    }

    /** A whole number from 1 to 9,999, or nothing. */
    Optional<Integer> requiredCount(String key) {
        Optional<YamlNode> node = require(key);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (node.get() instanceof Scalar scalar
                && scalar.plain()
                && scalar.text().matches("[1-9][0-9]{0,3}")) {
            return Optional.of(Integer.valueOf(scalar.text()));
        }
        problems.add(node.get().place(), "bad-value", "a whole number from 1 to 9999 is expected here");
        return Optional.empty();
    }

    static boolean isPlain(YamlNode node, String text) {
        return node instanceof Scalar scalar && scalar.plain() && scalar.text().equals(text);
    }
}
