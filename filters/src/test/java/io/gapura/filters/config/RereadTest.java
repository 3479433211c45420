package io.gapura.filters.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of a file follows the file, and never worse than the last good one. */
class RereadTest {
    @TempDir
    private Path folder;

    private final List<byte[]> handed = new ArrayList<>();
    private Path file;
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("word"), "first");
    }

    private Reread<String> reread() {
        return Reread.of("the word", Reference.file(file), 16, this::made, () -> now);
    }

    private String made(byte[] content) {
        handed.add(content);
        String word = new String(content, StandardCharsets.UTF_8);
        if (word.startsWith("bad")) {
            throw new IllegalArgumentException("must be good");
        }
        if (word.startsWith("broken")) {
            throw new IllegalStateException(word);
        }
        return word;
    }

    private Reread<String> later(Reread<String> reread, long seconds) {
        now = now.plusSeconds(seconds);
        return reread;
    }

    @Test
    void itIsLookedAtAgainAfterHalfAMinuteAndNotBefore() throws IOException {
        Reread<String> reread = reread();
        Files.writeString(file, "second");
        assertThat(later(reread, 29).get()).isEqualTo("first");
        assertThat(later(reread, 1).get()).isEqualTo("second");
    }

    @Test
    void nothingIsMadeAnewOfWhatDidNotChange() {
        Reread<String> reread = reread();
        String first = reread.get();
        assertThat(later(reread, 30).get()).isSameAs(first);
        assertThat(handed).hasSize(1);
    }

    @Test
    void aClockThatStepsBackDoesNotKeepItFromBeingLookedAt() throws IOException {
        Reread<String> reread = reread();
        Files.writeString(file, "second");
        assertThat(later(reread, -3_600).get()).isEqualTo("second");
    }

    @Test
    void theLastGoodOneStaysWhateverComes() throws IOException {
        Reread<String> reread = reread();
        for (String bad : new String[] {"bad", "broken", "longer than sixteen bytes", ""}) {
            Files.writeString(file, bad);
            assertThat(later(reread, 30).get()).as(bad).isEqualTo("first");
        }
        Files.delete(file);
        assertThat(later(reread, 30).get()).isEqualTo("first");
        Files.writeString(file, "second");
        assertThat(later(reread, 30).get()).isEqualTo("second");
        Files.writeString(file, "bad");
        assertThat(later(reread, 30).get()).isEqualTo("second");
        Files.writeString(file, "second");
        assertThat(later(reread, 30).get()).isEqualTo("second");
    }

    @Test
    void whatItWasMadeOfIsWiped() {
        reread();
        assertThat(handed).singleElement().isEqualTo(new byte[5]);
    }

    @Test
    void theFirstOneMustBeGood() throws IOException {
        Files.writeString(file, "bad");
        assertThatThrownBy(this::reread)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("file:" + file + ": must be good");
        Files.delete(file);
        assertThatThrownBy(this::reread)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cannot be read: NoSuchFileException");
    }

    @Test
    void itSaysWhyWhatIsThereNowDoesNotCount() throws IOException {
        Reread<String> reread = reread();
        assertThat(reread.problem()).isEmpty();
        Files.writeString(file, "bad");
        later(reread, 30).get();
        assertThat(reread.problem()).contains("file:" + file + ": must be good");
        Files.writeString(file, "broken");
        later(reread, 30).get();
        assertThat(reread.problem()).contains("IllegalStateException");
        Files.writeString(file, "first");
        later(reread, 30).get();
        assertThat(reread.problem()).isEmpty();
    }
}
