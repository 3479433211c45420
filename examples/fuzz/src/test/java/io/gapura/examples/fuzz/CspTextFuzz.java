package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.headers.ContentSecurityPolicy;
import java.util.Arrays;

/** The text of a policy is refused as an argument, or is one line of a header that is read back the same. */
class CspTextFuzz {
    private static final long MOST_NANOS = 250_000_000;
    private static final int ATTEMPTS = 3;

    @FuzzTest(maxDuration = "30s")
    void aPolicyIsReadBackTheSameOrRefused(byte[] bytes) {
        ContentSecurityPolicy policy;
        try {
            policy = ContentSecurityPolicy.parse(Wire.text(bytes));
        } catch (IllegalArgumentException refused) {
            assertThat(refused).isExactlyInstanceOf(IllegalArgumentException.class);
            assertThat(refused).hasMessageStartingWith("a content security policy ");
            return;
        }
        String text = policy.text();
        assertThat(text).matches("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?").doesNotContain(",");
        assertThat(new HeaderLine("Content-Security-Policy", text).value()).isEqualTo(text);
        assertThat(ContentSecurityPolicy.parse(text)).isEqualTo(policy);
        assertThat(policy.usesNonce()).isEqualTo(usesNonce(text));
        assertLintedInTime(policy);
    }

    private static boolean usesNonce(String text) {
        return Arrays.stream(text.split("; ", -1))
                .flatMap(directive -> Arrays.stream(directive.split(" ", -1)).skip(1))
                .anyMatch("'nonce'"::equalsIgnoreCase);
    }

    /** The fastest of three: one pause of the machine says nothing of us. */
    private static void assertLintedInTime(ContentSecurityPolicy policy) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS && best >= MOST_NANOS; i++) {
            long from = System.nanoTime();
            assertThat(policy.findings())
                    .noneMatch(finding -> finding.toString().contains("\n"));
            best = Math.min(best, System.nanoTime() - from);
        }
        assertThat(best).isLessThan(MOST_NANOS);
    }
}
