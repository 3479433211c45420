package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;

/**
 * Any piece, repeated to eight times the length that a field may have, behind any beginning, is read or refused in time
 * that is linear in it: what is quadratic takes seconds.
 */
class FieldTimeFuzz {
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final int LONG = 8 * FieldLines.LONGEST_STRUCTURED;
    private static final long MOST_NANOS = 500_000_000;

    @FuzzTest(maxDuration = "30s")
    void timeIsLinear(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int bar = text.indexOf('|');
        String piece = text.substring(bar + 1);
        if (piece.isEmpty()) {
            return;
        }
        String field = text.substring(0, Math.max(0, bar)) + repeated(piece);
        long before = CPU.getCurrentThreadCpuTime();
        for (FieldType type : FieldType.values()) {
            try {
                type.canonical(field);
            } catch (MalformedFieldException refused) {
                assertThat(refused.position()).isLessThanOrEqualTo(field.length());
            }
        }
        assertThat(CPU.getCurrentThreadCpuTime() - before).as(text).isLessThan(MOST_NANOS);
    }

    /** With a number for {@code #}, so that keys differ. */
    private static String repeated(String piece) {
        if (piece.indexOf('#') < 0) {
            return piece.repeat(LONG / piece.length());
        }
        StringBuilder all = new StringBuilder(LONG);
        for (int i = 0; all.length() < LONG; i++) {
            all.append(piece.replace("#", Integer.toString(i, Character.MAX_RADIX)));
        }
        return all.toString();
    }
}
