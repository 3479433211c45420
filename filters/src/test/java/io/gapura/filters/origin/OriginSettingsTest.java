package io.gapura.filters.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.Configuration;
import io.gapura.filters.config.PolicyCatalog;
import io.gapura.filters.config.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sections as an operator writes them. */
class OriginSettingsTest {
    private static final PolicyCatalog CATALOG = () -> List.of(Cors.entry(), OriginCheck.entry());

    @TempDir
    private Path folder;

    private static Pipeline pipeline(Map<String, String> settings) {
        return Configuration.of("the test", settings, Resources.ofSystem()).pipeline(List.of(CATALOG), Set.of());
    }

    private String key() throws IOException {
        return "file:" + Files.writeString(folder.resolve("key"), "MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0dXY=\n");
    }

    private static String reason(Pipeline pipeline, RequestView request) throws IOException {
        return pipeline.decide(request).rejection().map(Rejection::reason).orElse("passes");
    }

    @Test
    void everySettingArrives() throws IOException {
        Map<String, String> settings = new HashMap<>(Map.of(
                "policies", "cors, origin",
                "cors.origins", "https://shop.example, https://b.example",
                "cors.methods", "GET, DELETE",
                "cors.credentials", "true",
                "origin.own", "https://api.example",
                "origin.allow", "https://idp.example",
                "origin.exempt", "/hooks/**",
                "origin.navigations", "user",
                "origin.no-credential", "refuse",
                "origin.shadow", "origin.null"));
        settings.put("origin.csrf", "session");
        settings.put("origin.csrf-key", key());
        settings.put("origin.csrf-header", "X-Token");
        settings.put("origin.session-cookies", "SID");
        Pipeline pipeline = pipeline(settings);
        RequestView post = RequestView.post("/a");
        assertThat(reason(pipeline, post)).isEqualTo("credential.missing");
        assertThat(reason(pipeline, post.header("Origin", "https://api.example")))
                .isEqualTo("passes");
        assertThat(reason(pipeline, post.header("Origin", "https://idp.example")))
                .isEqualTo("passes");
        assertThat(reason(pipeline, post.header("Origin", "https://shop.example")))
                .isEqualTo("origin.foreign");
        assertThat(reason(pipeline, post.header("Origin", "null"))).isEqualTo("passes");
        assertThat(reason(pipeline, RequestView.of("DELETE", "/a").header("Origin", "https://b.example")))
                .isEqualTo("passes");
        assertThat(reason(pipeline, RequestView.post("/hooks/a").header("Origin", "https://evil.example")))
                .isEqualTo("passes");
        assertThat(reason(pipeline, post.header("Cookie", "SID=1"))).isEqualTo("token.missing");
        assertThat(reason(pipeline, post.header("Cookie", "SID=1").header("X-Token", "x")))
                .isEqualTo("token.refused");
        RequestView link = RequestView.get("/a")
                .header("Sec-Fetch-Site", "cross-site")
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Dest", "document");
        assertThat(reason(pipeline, link)).isEqualTo("site.cross");
        assertThat(reason(pipeline, link.header("Sec-Fetch-User", "?1"))).isEqualTo("passes");
    }

    @Test
    void sectionsMakeWhatTheFluentCallsMake() throws IOException {
        OriginSettings standard = OriginSettings.DEFAULTS;
        assertThat(standard.policy()).isEqualTo(OriginCheck.sameOrigin());
        assertThat(pipeline(Map.of("policies", "cors, origin")).posture()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cors.origins     | *, https://a.example | origins must be * alone",
                "cors.origins     | null                 | never matches",
                "cors.origins     | https://a.example/   | scheme://host",
                "cors.methods     | *                    | methods must list methods",
                "cors.headers     | *                    | headers must list names of headers",
                "cors.exposed     | set-cookie           | exposed must not hold Set-Cookie",
                "cors.max-age     | 25h                  | max-age must be between 0s and 24h",
                "cors.shadow      | site.cross           | shadow must be made of",
                "origin.own       | https://a.example:443 | default port",
                "origin.allow     | https://*.a.example  | there are no patterns",
                "origin.safe-methods | POST              | safe-methods must be some of",
                "origin.exempt    | a                    | a path pattern begins with /",
                "origin.same-site | some                 | is none of [refuse, allow]",
                "origin.csrf      | session              | origin.csrf-key must be set",
                "origin.csrf-key  | file:/nowhere        | origin.csrf must be session or double-submit",
                "origin.shadow    | site                 | shadow must be made of"
            })
    void aValueThatWouldNotHoldDoesNotStart(String key, String value, String message) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> pipeline(Map.of("policies", "cors, origin", key, value)))
                .withMessageContaining(message);
    }

    @Test
    void everybodyWithCookiesDoesNotStart() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> pipeline(Map.of("policies", "cors", "cors.origins", "*", "cors.credentials", "true")))
                .withMessageContaining("credentials cannot be allowed to every origin");
    }
}
