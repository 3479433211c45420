package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Resources;
import io.gapura.filters.config.Section;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code signing.profile} and what goes with it, as a web.xml says it. */
class ProfileSettingsTest {
    @TempDir
    private Path folder;

    private List<String> remarks(Map<String, String> more) throws Exception {
        Path file = folder.resolve("keys.json");
        Files.writeString(
                file,
                "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"k\",\"k\":\""
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(Signing.secret(1))
                        + "\"}],\"gapura\":{\"callers\":{\"k\":{\"name\":\"orders\"}}}}");
        Map<String, String> settings = new HashMap<>(more);
        settings.put("keys", "file:" + file);
        settings.put("authorities", "api.example.com");
        Section section = Section.of("signing", "test", settings, Resources.ofSystem());
        Signatures policy = ((SignatureSettings) Signatures.entry().bind(section)).policy();
        return policy.remarks().stream()
                .filter(said -> said.startsWith("profile"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"strict, 0", "fapi2, 1", "gnap, 1", "web-bot-auth, 1", "mastodon, 1"})
    void aProfileIsChosenByItsName(String name, int remarks) throws Exception {
        assertThat(remarks(Map.of("profile", name))).hasSize(remarks).allMatch(said -> said.contains(name));
    }

    @Test
    void anotherNameDoesNotStart() {
        assertThatThrownBy(() -> remarks(Map.of("profile", "lenient")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("web-bot-auth");
    }

    @Test
    void anAgeOverFifteenMinutesCannotBeSet() {
        assertThatThrownBy(() -> remarks(Map.of("max-age", "901s")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("15m");
    }
}
