package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gapura.filters.Target;
import java.nio.charset.StandardCharsets;

/** A path of a rule that names no parameter is one that a canonical request can have, or no request ever meets it. */
class PathPatternFuzz {
    @FuzzTest(maxDuration = "30s")
    void aPathIsAPatternOfCanonicalSegments(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!PathPattern.isPattern(text)) {
            return;
        }
        PathPattern pattern = PathPattern.of(text);
        assertThat(pattern.segments())
                .noneMatch(segment -> segment.isEmpty() || segment.equals(".") || segment.equals(".."));
        assertThat(pattern.shape()).startsWith("/").endsWith("/").doesNotContain("//");
        assertThat(text).isEqualTo("/" + String.join("/", pattern.segments()));
        boolean plain = text.chars().allMatch(c -> c < 0x80) && text.indexOf('*') < 0 && text.indexOf('{') < 0;
        if (plain && !WordKind.PATH.admits(text)) {
            throw new AssertionError("an ASCII path that is a pattern is one that a document may hold");
        }
        if (plain && text.matches("[A-Za-z0-9/._~-]+")) {
            assertThat(Target.parse(text).path()).isEqualTo(text);
        }
    }
}
