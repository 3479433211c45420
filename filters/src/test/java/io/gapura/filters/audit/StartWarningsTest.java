package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the start says of a log that works, and that promises less than it could. */
class StartWarningsTest {
    @TempDir
    Path temp;

    private List<String> of(Signing signing) {
        return StartWarnings.of(temp, signing).stream()
                .filter(each -> !each.startsWith("audit.directory")) // that is the machine's
                .toList();
    }

    @Test
    void whatIsMissingIsSaid() throws Exception {
        SignedLog log = new SignedLog(temp);
        assertThat(of(Signing.NONE)).containsExactly("audit.key is not set: who can write the log can write it anew");
        assertThat(of(Signing.NONE.withKey(log.key)))
                .containsExactly(
                        "audit.anchor names no place: nobody sees it when the end of the log is cut off",
                        "audit.epoch-key is not set: who breaks in can sign the past anew");
        assertThat(of(Signing.NONE
                        .withKey(log.key)
                        .withEpochKey(temp.resolve("epoch"))
                        .withAnchors(List.of(new Signing.Named("a", Anchor.file(temp.resolve("a")))))))
                .isEmpty();
    }

    @Test
    void aDiskThatConfirmsTooFastIsSuspicious() throws Exception {
        assertThat(StartWarnings.isSuspicious(Duration.ofNanos(19_999))).isTrue();
        assertThat(StartWarnings.isSuspicious(Duration.ofNanos(20_000))).isFalse();
        assertThat(StartWarnings.confirmed(temp)).isPositive();
        try (var left = Files.list(temp)) {
            assertThat(left).isEmpty();
        }
        assertThat(StartWarnings.of(temp.resolve("none"), Signing.NONE)).hasSize(1);
    }
}
