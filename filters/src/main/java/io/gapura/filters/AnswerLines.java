package io.gapura.filters;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The header lines of one answer: those that it shares with others, and the one that is its own. Refusing must not cost
 * more than accepting. Immutable.
 */
final class AnswerLines extends AbstractList<HeaderLine> {
    private static final String VARY = "Vary";

    private final List<HeaderLine> shared;
    private final HeaderLine last;

    /** These lines, which nobody changes any more, and one behind them. */
    AnswerLines(List<HeaderLine> shared, HeaderLine last) {
        this.shared = shared;
        this.last = last;
    }

    /** Own lines, then others where the name is free; {@code Vary} is one line with the words of both. */
    static List<HeaderLine> joined(List<HeaderLine> own, List<HeaderLine> others) {
        int owned = own.size();
        HeaderLine[] lines = own.toArray(new HeaderLine[owned + others.size()]);
        int count = owned;
        for (HeaderLine line : others) {
            int taken = indexOf(lines, owned, line.name());
            if (taken < 0) {
                lines[count++] = line;
            } else if (line.named(VARY)) {
                lines[taken] = new HeaderLine(VARY, joined(lines[taken].value(), line.value()));
            }
        }
        return List.of(Arrays.copyOf(lines, count));
    }

    static boolean has(List<HeaderLine> lines, String name) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).named(name)) {
                return true;
            }
        }
        return false;
    }

    private static int indexOf(HeaderLine[] lines, int count, String name) {
        for (int i = 0; i < count; i++) {
            if (lines[i].named(name)) {
                return i;
            }
        }
        return -1;
    }

    /** RFC 9110 §12.5.5: {@code *} says all. */
    private static String joined(String words, String more) {
        StringBuilder all = new StringBuilder(words);
        for (String word : more.split(",", -1)) {
            String plain = word.strip();
            boolean known = Arrays.stream(all.toString().split(",", -1))
                    .anyMatch(seen ->
                            Ascii.same(seen.strip(), plain) || seen.strip().equals("*"));
            if (!plain.isEmpty() && !known) {
                all.append(", ").append(plain);
            }
        }
        return all.toString();
    }

    @Override
    public HeaderLine get(int index) {
        int place = Objects.checkIndex(index, size());
        return place < shared.size() ? shared.get(place) : last;
    }

    @Override
    public int size() {
        return shared.size() + 1;
    }
}
