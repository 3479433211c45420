package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gapura.validation.SafePattern;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;

/** A pattern, a line break, a text: what starts compiles, and no text takes it long. */
class SafePatternFuzz {
    private static final long MOST_NANOS = 500_000_000; // instrumented, a budget that is used up takes 60 ms
    private static final int ATTEMPTS = 3;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @FuzzTest(maxDuration = "30s")
    void noTextMakesAPatternSlow(byte[] bytes) {
        String all = new String(bytes, StandardCharsets.UTF_8);
        int line = Math.max(0, all.indexOf('\n'));
        SafePattern pattern;
        try {
            pattern = SafePattern.of(all.substring(0, line));
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("pattern");
            return;
        }
        String text = all.substring(line);
        assertThat(pattern.matches(text)).isEqualTo(pattern.match(text) == SafePattern.Outcome.MATCHES);
        requireInTime(pattern, text.repeat(1 + 4_000 / (text.length() + 1)));
    }

    /** The fastest of three, by the time of this thread alone: pauses and other processes say nothing of us. */
    private static void requireInTime(SafePattern pattern, String text) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS && best > MOST_NANOS; i++) {
            long from = THREADS.getCurrentThreadCpuTime();
            pattern.match(text);
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - from);
        }
        assertThat(best).as("nanoseconds").isLessThan(MOST_NANOS);
    }
}
