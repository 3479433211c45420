package io.gapura.rbac;

import io.gapura.filters.yaml.YamlNode;
import io.gapura.filters.yaml.YamlNode.Entries;
import io.gapura.filters.yaml.YamlNode.Entry;
import io.gapura.filters.yaml.YamlNode.Items;
import io.gapura.filters.yaml.YamlNode.Scalar;
import io.gapura.rbac.PolicyDocument.Word;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks into nodes that a {@link Form} found sound: what is not there, or was unsound, reads as absent. */
final class Fields {
    private final Map<String, YamlNode> values = new LinkedHashMap<>();

    private Fields() {}

    static Fields of(YamlNode node) {
        Fields fields = new Fields();
        for (Entry entry : entries(node)) {
            fields.values.put(entry.key().text(), entry.value());
        }
        return fields;
    }

    static List<Entry> entries(YamlNode node) {
        return node instanceof Entries mapping ? mapping.entries() : List.of();
    }

    private static List<YamlNode> items(YamlNode node) {
        return node instanceof Items list ? list.items() : List.of();
    }

    private static Optional<Word> word(YamlNode node) {
        return node instanceof Scalar scalar ? Optional.of(word(scalar)) : Optional.empty();
    }

    static Word word(Scalar key) {
        return new Word(key.text(), key.place());
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Optional<YamlNode> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    Optional<Word> word(String key) {
        return get(key).flatMap(Fields::word);
    }

    /** The text of a key without which the mapping is not sound. */
    Word requiredWord(String key) {
        return word(key).orElseThrow(() -> new IllegalStateException(key + " was required"));
    }

    List<Word> words(String key) {
        return items(key).stream().flatMap(node -> word(node).stream()).toList();
    }

    List<YamlNode> items(String key) {
        return get(key).map(Fields::items).orElse(List.of());
    }

    List<Entry> entries(String key) {
        return get(key).map(Fields::entries).orElse(List.of());
    }
}
