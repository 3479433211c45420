package io.gapura.rbac;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Writes values as YAML that is read back as the same: mappings and lists line by line down to a depth, and each of them
 * in braces on one line from there on. Maps keep their order. Belongs to one text.
 */
final class YamlText {
    /** Deeper than that, all stands on one line. */
    private static final int BLOCKS = 2;

    private static final Set<String> LITERALS =
            Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf");

    private final StringBuilder text = new StringBuilder();

    private YamlText() {}

    /** Of maps with texts as keys, lists, texts, numbers and booleans. */
    static String of(Map<String, Object> document) {
        YamlText yaml = new YamlText();
        yaml.block(document, 0);
        return yaml.text.toString();
    }

    private void block(Object value, int depth) {
        if (value instanceof Map<?, ?> map && depth <= BLOCKS && !map.isEmpty() && isTable(map, depth)) {
            map.forEach((key, member) -> {
                indent(depth);
                scalar(String.valueOf(key));
                text.append(':');
                below(member, depth + 1);
            });
            return;
        }
        List<?> list = (List<?>) value;
        for (Object item : list) {
            indent(depth);
            text.append("- ");
            flow(item);
            text.append('\n');
        }
    }

    private void below(Object value, int depth) {
        boolean table = value instanceof Map<?, ?> map && !map.isEmpty() && isTable(map, depth);
        boolean list = value instanceof List<?> items
                && depth <= BLOCKS
                && items.stream().anyMatch(Map.class::isInstance);
        if (table || list) {
            text.append('\n');
            block(value, depth);
            return;
        }
        text.append(' ');
        flow(value);
        text.append('\n');
    }

    /** A mapping of which each member is a mapping or a list of them stands line by line. */
    private static boolean isTable(Map<?, ?> map, int depth) {
        return depth == 0
                || depth <= BLOCKS
                        && map.values().stream()
                                .allMatch(member -> member instanceof Map<?, ?>
                                        || member instanceof List<?> items
                                                && items.stream().anyMatch(Map.class::isInstance));
    }

    private void indent(int depth) {
        text.append("  ".repeat(depth));
    }

    private void flow(Object value) {
        if (value instanceof Map<?, ?> map) {
            String before = "{ ";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text.append(before);
                scalar(String.valueOf(entry.getKey()));
                text.append(": ");
                flow(entry.getValue());
                before = ", ";
            }
            text.append(map.isEmpty() ? "{}" : " }");
        } else if (value instanceof List<?> list) {
            String before = "[ ";
            for (Object item : list) {
                text.append(before);
                flow(item);
                before = ", ";
            }
            text.append(list.isEmpty() ? "[]" : " ]");
        } else if (value instanceof String word) {
            scalar(word);
        } else {
            text.append(value);
        }
    }

    /** Without quotes only what is a word to every reader of YAML, also to those of 1.1 that read {@code no} as false. */
    private void scalar(String word) {
        if (isPlain(word)) {
            text.append(word);
            return;
        }
        quote(word, text);
    }

    private static boolean isPlain(String word) {
        return Names.isWord(word, 128)
                && Character.isLetter(word.charAt(0))
                && !LITERALS.contains(word.toLowerCase(Locale.ROOT));
    }

    /** As a text of JSON, which is one of YAML. */
    static void quote(String word, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || c >= 0x7F && c < 0xA0 || c == '\u2028' || c == '\u2029' || c >= 0xFFFE) {
                text.append("\\u").append(hex(c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    private static String hex(char c) {
        String digits = Integer.toHexString(c);
        return "0".repeat(4 - digits.length()) + digits;
    }
}
