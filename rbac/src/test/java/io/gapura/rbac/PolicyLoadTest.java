package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a large policy costs to read and to check, and what the limits of the page are. */
class PolicyLoadTest {
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Each role is granted 20 permissions and includes the next one of its group of eight. */
    private static String large() {
        StringBuilder text = new StringBuilder("version: 1\nroles:\n");
        for (int role = 0; role < 1_000; role++) {
            String junior = role % 8 == 7 ? "" : " includes: [ role-" + (role + 1) + " ],";
            int first = role * 20;
            String grants = IntStream.range(first, first + 20)
                    .mapToObj(permission -> "\"domain-" + permission % 97 + ":action-" + permission + "\"")
                    .collect(Collectors.joining(", "));
            text.append("  role-")
                    .append(role)
                    .append(": {")
                    .append(junior)
                    .append(" grants: [ ")
                    .append(grants);
            text.append(" ] }\n");
        }
        text.append("assignments:\n  signing:\n");
        for (int caller = 0; caller < 1_000; caller++) {
            text.append("    caller-")
                    .append(caller)
                    .append(": { roles: [ role-")
                    .append(caller)
                    .append(" ] }\n");
        }
        return text.toString();
    }

    private static long millisOf(Runnable work) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) { // the first one is the interpreter's
            long before = CPU.getCurrentThreadCpuTime();
            work.run();
            best = Math.min(best, CPU.getCurrentThreadCpuTime() - before);
        }
        return best / 1_000_000;
    }

    @Test
    void aThousandRolesAndTwentyThousandPermissionsAreReadAndCheckedInSecondsOfTheProcessor() {
        byte[] content = bytes(large());
        assertThat(content.length).isLessThan(PolicyDocument.LONGEST);
        assertThat(millisOf(() -> PolicyDocument.read("p.yaml", content))).isLessThan(20_000);
        PolicyDocument document = PolicyDocument.read("p.yaml", content);
        assertThat(document.roles()).hasSize(1_000);
        assertThat(millisOf(document::lints)).isLessThan(20_000);
        assertThat(millisOf(document::toYaml)).isLessThan(20_000);
    }

    /** Near misses are looked for in what is shown, or 20,000 misspelt names would be compared with 20,000. */
    @Test
    void aDocumentOfNothingButMistakesIsRefusedInTheSameTime() {
        String asked = IntStream.range(0, 12_000)
                .mapToObj(i -> "\"domian-" + i % 97 + ":action-" + i + "\"")
                .collect(Collectors.joining(", ", "permissions: [ ", " ]\n"));
        byte[] content = bytes(large().replace("version: 1\n", "version: 1\n" + asked));
        assertThat(content.length).isLessThan(PolicyDocument.LONGEST);
        long millis = millisOf(() -> assertThatThrownBy(() -> PolicyDocument.read("p.yaml", content))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("and 11950 more"));
        assertThat(millis).isLessThan(60_000);
    }

    @Test
    void thirtyTwoThousandPermissionsAreReadAndOneMoreIsNot() {
        assertThat(PolicyDocument.read("p.yaml", bytes(permissions(32_768))).roles())
                .hasSize(1);
        assertThatThrownBy(() -> PolicyDocument.read("p.yaml", bytes(permissions(32_769))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("over-limit more than 32768 permissions");
    }

    private static String permissions(int count) {
        return "version: 1\nroles: { a: { grants: [\n"
                + IntStream.range(0, count).mapToObj(i -> "\"a:" + i + "\",\n").collect(Collectors.joining())
                + "] } }\n";
    }

    @Test
    void tenThousandPathRulesAreReadAndOneMoreIsNot() {
        assertThat(PolicyDocument.read("p.yaml", bytes(paths(10_000))).paths()).hasSize(10_000);
        assertThatThrownBy(() -> PolicyDocument.read("p.yaml", bytes(paths(10_001))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("over-limit more than 10000 path rules");
    }

    private static String paths(int count) {
        return "version: 1\npaths:\n"
                + IntStream.range(0, count)
                        .mapToObj(i -> "- { path: /" + i + ", deny: true }\n")
                        .collect(Collectors.joining());
    }
}
