package io.gapura.filters.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Policy;
import io.gapura.filters.UriViolation;
import io.gapura.filters.headers.SecurityHeaders;
import io.gapura.filters.limits.Firewall;
import io.gapura.filters.limits.Limits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Init-params, a properties file, REST properties and fluent calls describe one and the same policy. */
class SameSettingsTest {
    private static final Map<String, String> TEXT = Map.of(
            "limits.max-body", "64KiB",
            "limits.max-headers", "50",
            "firewall.methods", "GET, POST",
            "firewall.hosts", "orders.example",
            "firewall.uri-allow", "path-parameter:/files/",
            "headers.csp", "default-src 'none'; img-src 'self'");

    private static Policy limits() {
        return Limits.defaults().maxBody(DataSize.of("64KiB")).maxHeaders(50);
    }

    private static Policy firewall() {
        return Firewall.strict()
                .methods("POST", "GET")
                .hosts("orders.example")
                .allow(UriViolation.PATH_PARAMETER, "/files/");
    }

    private static Policy headers() {
        return SecurityHeaders.strict().csp("default-src 'none'; img-src 'self'");
    }

    private static Policy made(CatalogEntry<?> entry, Map<String, String> settings) {
        String prefix = entry.name() + ".";
        Map<String, String> own = new TreeMap<>();
        settings.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                own.put(key.substring(prefix.length()), value);
            }
        });
        return entry.make(Section.of(entry.name(), "test", own, Resources.ofSystem()))
                .policies()
                .get(0);
    }

    private static void assertSame(Map<String, String> settings) {
        assertThat(made(Limits.entry(), settings)).isEqualTo(limits());
        assertThat(made(Firewall.entry(), settings)).isEqualTo(firewall());
        assertThat(made(SecurityHeaders.entry(), settings)).isEqualTo(headers());
    }

    @Test
    void initParamsSayWhatFluentCallsSay() {
        assertSame(TEXT);
    }

    @Test
    void aPropertiesFileSaysWhatFluentCallsSay(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("gapura.properties"),
                TEXT.entrySet().stream()
                        .map(e -> e.getKey() + " = " + e.getValue())
                        .collect(Collectors.joining("\n")),
                StandardCharsets.UTF_8);
        assertSame(PropertiesFile.read(Reference.file(file)));
    }

    @Test
    void oneOtherValueIsAnotherPolicy() {
        Map<String, String> other = new TreeMap<>(TEXT);
        other.put("limits.max-headers", "51");
        assertThat(made(Limits.entry(), other)).isNotEqualTo(limits());
    }
}
