package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gapura.filters.ConfigurationException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;

/**
 * Any bytes are a policy or are refused line by line, each with its place; a policy is written and read back as the same,
 * looked over and reviewed; and no text of a client's size takes a second.
 */
class PolicyDocumentFuzz {
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final long MOST_NANOS = 1_000_000_000;

    @FuzzTest(maxDuration = "30s")
    void aPolicyIsReadOrRefusedWithAPlace(byte[] bytes) {
        long before = CPU.getCurrentThreadCpuTime();
        PolicyDocument document;
        try {
            document = PolicyDocument.read("p.yaml", bytes);
        } catch (ConfigurationException refused) {
            assertThat(String.valueOf(refused.getMessage()).split("\n"))
                    .allMatch(line -> line.matches("p\\.yaml:[0-9]+:[0-9]+ [a-z-]+ .*|and [0-9]+ more"));
            assertThat(CPU.getCurrentThreadCpuTime() - before).isLessThan(MOST_NANOS);
            return;
        }
        PolicyDocument again = PolicyDocument.read("p.yaml", document.toYaml().getBytes(StandardCharsets.UTF_8));
        assertThat(again).isEqualTo(document);
        assertThat(document.lints()).allSatisfy(lint -> assertThat(lint.place()).startsWith("p.yaml:"));
        PolicyReview review = PolicyReview.of(document);
        for (String role : review.roles()) {
            assertThat(review.includedRoles(role)).contains(role);
        }
        assertThat(CPU.getCurrentThreadCpuTime() - before).isLessThan(4 * MOST_NANOS);
    }
}
