package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the one who takes from a ring finds: of an event of {@code /a/7}, {@code a7}. */
final class Taken {
    private static final Pattern PATH = Pattern.compile("\"path\":\"/([a-z]+)/([0-9]+)\"");

    private Taken() {}

    static String text(Chunk taken, int event) {
        int start = taken.start(event);
        return new String(taken.bytes(), start, taken.end(event) - start, StandardCharsets.US_ASCII);
    }

    /** The names and numbers of what was taken. */
    static List<String> names(Chunk taken) {
        List<String> found = new ArrayList<>();
        for (int i = taken.from(); i < taken.to(); i++) {
            Matcher path = PATH.matcher(text(taken, i));
            assertThat(path.find()).isTrue();
            found.add(path.group(1) + path.group(2));
        }
        return found;
    }

    /** Those of all that there is, which is decided then. */
    static List<String> from(Ring ring) {
        List<String> all = new ArrayList<>();
        Chunk taken = ring.take();
        while (taken != null) {
            all.addAll(names(taken));
            ring.done(taken);
            taken = ring.take();
        }
        return all;
    }
}
