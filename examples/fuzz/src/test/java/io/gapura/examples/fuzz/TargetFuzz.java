package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gapura.filters.Target;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** A target never throws, and what has no hard violation has one canonical reading that is read back unchanged. */
class TargetFuzz {
    @FuzzTest(maxDuration = "10s")
    void aTargetHasOneReadingOrAName(byte[] bytes) {
        String raw = new String(bytes, StandardCharsets.ISO_8859_1);
        Target target = Target.parse(raw);
        if (target.hardViolation().isPresent() || raw.equals("*")) {
            return;
        }
        assertThat(target.path()).startsWith("/").doesNotContain("//", "/./", "/../", "\\", "\0");
        String again = target.segments().stream()
                .map(name ->
                        "/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining());
        if (target.violations().isEmpty() && !target.path().endsWith("/")) {
            assertThat(Target.parse(again).path()).isEqualTo(target.path());
        }
    }
}
