package io.gapura.validation.constraints;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Tables of what real people write: one a line, {@code # …} names the group. */
final class Texts {
    record Line(String group, String text) {}

    private Texts() {}

    static List<Line> of(String table) {
        List<Line> lines = new ArrayList<>();
        String group = "";
        for (String line : read(table).split("\n")) {
            if (line.startsWith("# ")) {
                group = line.substring(2);
            } else if (!line.isEmpty()) {
                lines.add(new Line(group, line));
            }
        }
        return lines;
    }

    private static String read(String table) {
        try (InputStream in = Texts.class.getResourceAsStream(table)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
