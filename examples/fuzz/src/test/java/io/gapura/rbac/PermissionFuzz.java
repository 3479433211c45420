package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Two texts, divided by a bar: a permission, and a pattern that covers it exactly when its segments say so. */
class PermissionFuzz {
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    @FuzzTest(maxDuration = "30s")
    void aPatternCoversWhatItsSegmentsSay(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int bar = Math.max(0, text.indexOf('|'));
        String permission = text.substring(0, bar);
        String pattern = text.substring(Math.min(text.length(), bar + 1));
        requireAlphabet(permission);
        if (!PermissionPattern.isPattern(pattern)) {
            assertThatThrownBy(() -> PermissionPattern.of(pattern)).isInstanceOf(IllegalArgumentException.class);
            return;
        }
        assertThat(PermissionPattern.of(pattern)).hasToString(pattern);
        if (Permission.isPermission(permission)) {
            PermissionPattern read = PermissionPattern.of(pattern);
            assertThat(read.matches(Permission.of(permission))).isEqualTo(naive(pattern, permission));
            assertThat(read.overlaps(PermissionPattern.of(permission))).isEqualTo(naive(pattern, permission));
        }
    }

    private static void requireAlphabet(String text) {
        List<String> segments = List.of(text.split(":", -1));
        boolean sound = segments.size() >= 2
                && segments.size() <= 3
                && segments.stream()
                        .allMatch(segment -> SEGMENT.matcher(segment).matches());
        assertThat(Permission.isPermission(text)).isEqualTo(sound);
    }

    private static boolean naive(String pattern, String permission) {
        String[] wanted = pattern.split(":", -1);
        String[] given = permission.split(":", -1);
        for (int i = 0; i < wanted.length; i++) {
            if (i >= given.length) {
                return false;
            }
            if (wanted[i].equals("**")) {
                return true;
            }
            if (!wanted[i].equals("*") && !wanted[i].equals(given[i])) {
                return false;
            }
        }
        return wanted.length == given.length;
    }
}
