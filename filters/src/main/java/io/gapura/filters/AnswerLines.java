package io.gapura.filters;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;

/**
 * The header lines of one answer, joined in one pass and held in one array: refusing must not cost more than accepting.
 * Immutable.
 */
final class AnswerLines extends AbstractList<HeaderLine> {
    private static final String VARY = "Vary";

    private final HeaderLine[] lines;

    private AnswerLines(HeaderLine[] lines) {
        this.lines = lines;
    }

    /** Own lines, then gathered ones where the name is free, then the last; {@code Vary} is one line with the words of all. */
    static AnswerLines merged(List<HeaderLine> own, List<HeaderLine> gathered, HeaderLine last) {
        int owned = own.size();
        HeaderLine[] lines = new HeaderLine[owned + gathered.size() + 1];
        for (int i = 0; i < owned; i++) {
            lines[i] = own.get(i);
        }
        int count = owned;
        for (int i = 0; i < gathered.size(); i++) {
            HeaderLine line = gathered.get(i);
            int taken = indexOf(lines, owned, line.name());
            if (taken < 0) {
                lines[count++] = line;
            } else if (line.named(VARY)) {
                lines[taken] = new HeaderLine(VARY, joined(lines[taken].value(), line.value()));
            }
        }
        lines[count++] = last;
        return new AnswerLines(count == lines.length ? lines : Arrays.copyOf(lines, count));
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
        return lines[index];
    }

    @Override
    public int size() {
        return lines.length;
    }
}
