package io.gapura.filters.signing.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the table of dialects: sections in brackets, one {@code key = value} a line, nothing else. */
final class DialectTable {
    private static final Set<String> REPEATED = Set.of("key", "requires");
    private static final Set<String> KEYS = Set.of(
            "source",
            "signature",
            "key",
            "signed",
            "timestamp",
            "id",
            "url",
            "requires",
            "content",
            "digest",
            "challenge",
            "under");
    private static final Pattern SECTION = Pattern.compile("\\[([a-z][a-z0-9-]{1,31})]");
    private static final Pattern PAIRS = Pattern.compile("([a-z0-9]+)=<timestamp>([,;])([a-z0-9]+)=(<[a-z0-9]+>)");
    private static final Pattern IN_CONTENT = Pattern.compile("<json ([^>]+)> (<[a-z0-9]+>)");
    private static final Pattern VERSION = Pattern.compile("([a-z0-9]+),(<[a-z0-9]+>)");
    private static final Pattern SOURCE = Pattern.compile("https://\\S+ [AD] \\d{4}-\\d{2}-\\d{2}");

    /** The dialects of {@code dialects.txt}, by name. Last: reading needs what stands above. */
    static final Map<String, Dialect> SHIPPED = shipped();

    private DialectTable() {}

    private static Map<String, Dialect> shipped() {
        try (InputStream in = DialectTable.class.getResourceAsStream("dialects.txt")) {
            if (in == null) {
                throw new IllegalStateException("dialects.txt is not beside its reader");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** All sections; throws {@link IllegalArgumentException} that names the line or the section. */
    static Map<String, Dialect> parse(String text) {
        Map<String, Dialect> dialects = new TreeMap<>();
        sections(text).forEach((name, lines) -> {
            try {
                dialects.put(name, dialect(name, lines));
            } catch (IllegalArgumentException bad) {
                throw new IllegalArgumentException("[" + name + "]: " + bad.getMessage(), bad);
            }
        });
        return Collections.unmodifiableMap(dialects);
    }

    private static Map<String, Map<String, List<String>>> sections(String text) {
        Map<String, Map<String, List<String>>> sections = new LinkedHashMap<>();
        Map<String, List<String>> open = Map.of();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].isEmpty() || lines[i].startsWith("#")) {
                continue;
            }
            Matcher section = SECTION.matcher(lines[i]);
            if (section.matches()) {
                open = new LinkedHashMap<>();
                if (sections.put(section.group(1), open) != null) {
                    throw new IllegalArgumentException("line " + (i + 1) + ": a section stands twice");
                }
            } else {
                keep(lines[i], i + 1, sections.isEmpty() ? null : open);
            }
        }
        return sections;
    }

    private static void keep(String line, int number, @Nullable Map<String, List<String>> section) {
        int equals = line.indexOf(" = ");
        String key = equals < 0 ? "" : line.substring(0, equals).strip();
        if (section == null || !KEYS.contains(key)) {
            throw new IllegalArgumentException("line " + number + ": known are " + new TreeSet<>(KEYS));
        }
        List<String> values = section.computeIfAbsent(key, absent -> new ArrayList<>());
        values.add(line.substring(equals + 3));
        if (values.size() > 1 && !REPEATED.contains(key)) {
            throw new IllegalArgumentException("line " + number + ": " + key + " stands twice");
        }
    }

    private static Dialect dialect(String name, Map<String, List<String>> lines) {
        String source = required(lines, "source");
        if (!SOURCE.matcher(source).matches()) {
            throw new IllegalArgumentException("source must be an address, A or D, and a day");
        }
        String under = lines.containsKey("under") ? required(lines, "under") + "/" : "";
        List<KeyKind> keys = lines.getOrDefault("key", List.of()).stream()
                .map(KeyKind::parse)
                .toList();
        return new Dialect(
                name,
                source,
                form(required(lines, "signature"), labels(keys), under),
                keys,
                Part.parse(required(lines, "signed"), under),
                lines.containsKey("timestamp") ? TimeSource.parse(required(lines, "timestamp")) : null,
                lines.containsKey("id") ? IdSource.parse(required(lines, "id"), under) : null,
                lines.containsKey("url") ? Words.find(UrlForm.class, required(lines, "url")) : null,
                requires(lines.getOrDefault("requires", List.of())),
                isForm(lines),
                lines.containsKey("digest") ? required(lines, "digest") : null,
                lines.containsKey("challenge") ? Words.find(Challenge.class, required(lines, "challenge")) : null);
    }

    private static String required(Map<String, List<String>> lines, String key) {
        List<String> values = lines.get(key);
        if (values == null) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return values.get(0);
    }

    private static boolean isForm(Map<String, List<String>> lines) {
        if (lines.containsKey("content") && !required(lines, "content").equals("form")) {
            throw new IllegalArgumentException("content can only be form");
        }
        return lines.containsKey("content");
    }

    private static Map<String, String> requires(List<String> lines) {
        return lines.stream()
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(words -> words[0], words -> words[1]));
    }

    private static Set<String> labels(List<KeyKind> keys) {
        Set<String> labels = keys.stream().map(KeyKind::label).collect(Collectors.toSet());
        if (labels.isEmpty() || labels.size() < keys.size()) {
            throw new IllegalArgumentException("each kind of key needs a label of its own");
        }
        return labels;
    }

    private static SignatureForm form(String text, Set<String> labels, String under) {
        Matcher inContent = IN_CONTENT.matcher(text);
        if (inContent.matches()) {
            return new SignatureForm.InContent(under + inContent.group(1), Encoding.of(inContent.group(2)));
        }
        List<String> words = Arrays.asList(text.split(" ", -1));
        String last = words.get(words.size() - 1);
        Matcher pairs = PAIRS.matcher(last);
        if (pairs.matches()) {
            return new SignatureForm.Pairs(
                    words.get(0), pairs.group(2), pairs.group(1), labels, Encoding.of(pairs.group(4)));
        }
        Matcher version = VERSION.matcher(last);
        if (version.matches()) {
            return new SignatureForm.Versions(words.get(0), labels, Encoding.of(version.group(2)));
        }
        int open = last.indexOf('<');
        if (open < 0 || words.size() < 2) {
            throw new IllegalArgumentException("signature must name its fields and its encoding");
        }
        return new SignatureForm.Fields(
                List.copyOf(words.subList(0, words.size() - 1)),
                last.substring(0, open),
                Encoding.of(last.substring(open)));
    }
}
