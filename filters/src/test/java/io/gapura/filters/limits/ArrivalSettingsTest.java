package io.gapura.filters.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Pipeline;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Configuration;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.config.PolicyCatalog;
import io.gapura.filters.config.Resources;
import io.gapura.filters.config.Section;
import io.gapura.filters.headers.SecurityHeaders;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrivalSettingsTest {
    private static final PolicyCatalog CATALOG =
            () -> List.of(SecurityHeaders.entry(), Firewall.entry(), Limits.entry());

    @Test
    void textBindsToTheSameSettingsAsTheFluentCalls() {
        assertThat(bound(
                        Limits.entry(),
                        Map.of("max-body", "2MiB", "max-uri", "4KiB", "max-headers", "50", "max-cookies", "0")))
                .isEqualTo(LimitSettings.DEFAULTS
                        .with(draft -> draft.maxBody = DataSize.of("2MiB"))
                        .with(draft -> draft.maxUri = DataSize.of("4KiB"))
                        .with(draft -> draft.maxHeaders = 50)
                        .with(draft -> draft.maxCookies = 0));
        assertThat(bound(
                        Limits.entry(),
                        Map.of("max-query-parameters", "7", "max-parameter-name", "9", "max-header-bytes", "16KiB")))
                .isEqualTo(LimitSettings.DEFAULTS
                        .with(draft -> draft.maxQueryParameters = 7)
                        .with(draft -> draft.maxParameterName = 9)
                        .with(draft -> draft.maxHeaderBytes = DataSize.of("16KiB")));
        assertThat(bound(
                        Limits.entry(),
                        Map.of("max-form", "1KiB", "max-form-fields", "3", "codings", "gzip", "max-ratio", "9")))
                .isEqualTo(LimitSettings.DEFAULTS
                        .with(draft -> draft.maxForm = DataSize.of("1KiB"))
                        .with(draft -> draft.maxFormFields = 3)
                        .with(draft -> draft.codings = Set.of("gzip"))
                        .with(draft -> draft.maxRatio = 9));
        assertThat(bound(Limits.entry(), Map.of("multipart", "declared", "delete-body", "allow")))
                .isEqualTo(LimitSettings.DEFAULTS
                        .with(draft -> draft.multipart = LimitSettings.Multipart.DECLARED)
                        .with(draft -> draft.deleteBody = LimitSettings.DeleteBody.ALLOW));
        assertThat(bound(
                        Firewall.entry(),
                        Map.of(
                                "methods", "GET, POST",
                                "hosts", "App.example",
                                "uri-allow", "path-parameter:/files/, dot-segment:/old/")))
                .isEqualTo(new Firewall.Settings(
                        Set.of("POST", "GET"),
                        Set.of("app.example"),
                        List.of("path-parameter:/files/", "dot-segment:/old/")));
    }

    @Test
    void nothingSetMeansTheDefaults() {
        assertThat(bound(Limits.entry(), Map.of())).isEqualTo(LimitSettings.DEFAULTS);
        assertThat(bound(Firewall.entry(), Map.of())).isEqualTo(Firewall.Settings.DEFAULTS);
    }

    @Test
    void theThreePoliciesDecideAsConfigured() throws IOException {
        Pipeline pipeline = pipeline(Map.of(
                "headers.csp", "default-src 'self'",
                "firewall.methods", "GET",
                "firewall.uri-allow", "path-parameter:/files/",
                "limits.max-uri", "20B"));
        Verdict verdict = pipeline.decide(RequestView.get("/files/a;v=1"));
        assertThat(verdict.rejection()).isEmpty();
        assertThat(verdict.responseHeaders()).contains(new HeaderLine("Content-Security-Policy", "default-src 'self'"));
        assertThat(pipeline.decide(RequestView.post("/")).policy()).contains("firewall");
        assertThat(pipeline.decide(RequestView.get("/files/0123456789abcd")).policy())
                .contains("limits");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    limits.max-headers   | 0                    | max-headers must be at least 1
                    limits.max-uri       | 9KiB                 | max-uri must be between
                    limits.max-pth       | 5                    | limits.max-pth is not a setting
                    firewall.methods     | GET, TRACE           | methods must not hold any of
                    firewall.methods     | get                  | registered methods
                    firewall.hosts       | *.example            | hosts must be made of
                    firewall.uri-allow   | encoded-slash:/a/    | no setting allows it
                    firewall.uri-allow   | path-parameter:/a    | begins and ends with a slash
                    headers.csp          | caf\u00e9            | Content-Security-Policy
                    """)
    void aSettingThatCannotHoldStopsTheStart(String key, String value, String message) {
        assertThatThrownBy(() -> pipeline(Map.of(key, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    private static Record bound(CatalogEntry<?> entry, Map<String, String> settings) {
        return entry.bind(Section.of(entry.name(), "test", settings, Resources.ofSystem()));
    }

    private static Pipeline pipeline(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("policies", "headers, firewall, limits");
        return Configuration.of("test", all, Resources.ofSystem()).pipeline(List.of(CATALOG), Set.of());
    }
}
