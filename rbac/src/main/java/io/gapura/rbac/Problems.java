package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Everything that is wrong with a policy, so that one start shows all of it: lines of {@code file:line:column code
 * message}. The first 50 are kept. Belongs to one reading.
 */
final class Problems {
    private static final int MOST = 50;

    private final List<String> lines = new ArrayList<>();
    private int found;

    void add(String place, String code, String message) {
        found++;
        if (lines.size() < MOST) {
            lines.add(place + " " + code + " " + message);
        }
    }

    void add(PolicyDocument.Word word, String code, String message) {
        add(word.place(), code, message);
    }

    /** A message that is dear to make, such as one that names a near miss: made only if it is kept. */
    void add(PolicyDocument.Word word, String code, Supplier<String> message) {
        add(word.place(), code, lines.size() < MOST ? message.get() : "");
    }

    boolean none() {
        return found == 0;
    }

    /** Throws {@link ConfigurationException} with all lines, unless there are none. */
    void throwIfAny() {
        if (found == 0) {
            return;
        }
        String rest = found > MOST ? "\nand " + (found - MOST) + " more" : "";
        throw ConfigurationException.of(String.join("\n", lines) + rest);
    }
}
