package io.gapura.filters.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a scenario file into entries: {@code key: value} at the start of a line, then lines indented by four spaces. A
 * line that begins with {@code #} is a comment. Blank lines belong to the entry above them, except at its end.
 */
final class ScenarioLines {
    private static final String INDENT = "    ";

    /** One key with its value and the lines below it. */
    record Entry(String key, String value, List<String> block) {
        Entry {
            block = List.copyOf(block);
        }
    }

    private ScenarioLines() {}

    static List<Entry> read(String place, String text) {
        List<Entry> entries = new ArrayList<>();
        List<String> block = new ArrayList<>();
        String head = null;
        for (String line : text.split("\n", -1)) {
            if (line.startsWith("#")) {
                continue;
            }
            if (line.isBlank() || line.startsWith(INDENT)) {
                block.add(line.isBlank() ? "" : line.substring(INDENT.length()));
                continue;
            }
            if (head != null) {
                entries.add(entry(place, head, block));
            }
            head = line;
            block.clear();
        }
        if (head == null) {
            throw new ScenarioException(place, "holds no entry");
        }
        entries.add(entry(place, head, block));
        return entries;
    }

    private static Entry entry(String place, String line, List<String> block) {
        int colon = line.indexOf(':');
        if (colon < 1) {
            throw new ScenarioException(place, "a line is neither `key: value` nor indented by four spaces: " + line);
        }
        int end = block.size();
        while (end > 0 && block.get(end - 1).isEmpty()) {
            end--;
        }
        // The blank line that ends a request's head is part of the request, whatever follows.
        boolean request = line.startsWith("send:");
        List<String> kept = new ArrayList<>(block.subList(0, end));
        if (request && !kept.contains("")) {
            kept.add("");
        }
        return new Entry(
                line.substring(0, colon).strip(), line.substring(colon + 1).strip(), kept);
    }
}
