package io.gapura.filters.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.ErrorRules;
import io.gapura.filters.config.Resources;
import io.gapura.filters.config.Section;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @Test
    void theTextOfASectionGivesTheSettingsOfTheFluentForm() {
        ErrorRules rules = new ErrorRules(
                "X-Incident", ErrorRules.Trace.CONTINUE, ErrorRules.Scrub.SHADOW, true, Set.of("session"), 7, 50);
        assertThat(bind(Map.of(
                        "type-base", "https://a.example/p/",
                        "languages", "de, en",
                        "incident-header", "X-Incident",
                        "trace", "continue",
                        "scrub", "shadow",
                        "application-pages", "true",
                        "keep-cookies", "session",
                        "retry-after", "7s",
                        "max-violations", "50")))
                .isEqualTo(ProblemErrors.standard()
                        .typeBase("https://a.example/p/")
                        .languages("de", "en")
                        .rules(rules)
                        .settings());
        assertThat(bind(Map.of())).isEqualTo(ProblemErrors.standard().settings());
        assertThat(bind(Map.of()).rules()).isEqualTo(ErrorRules.DEFAULTS);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            type-base       | problems/       | type-base must be an absolute URI
            languages       | DE              | a language must be a tag
            languages       | ../en           | a language must be a tag
            languages       | en, en          | languages must be 1 to 20 tags, each once
            catalog         | env:ERRORS      | catalog must be file:PATH or /WEB-INF/NAME
            catalog         | errors          | is a reference
            max-violations  | 0               | max-violations must be between 1 and 100
            max-violations  | 101             | max-violations must be between 1 and 100
            incident-header | X Request       | incident-header must be a header name
            incident-header | X-Id:           | incident-header must be a header name
            trace           | maybe           | is none of [restart, continue]
            scrub           | off             | is none of [enforce, shadow]
            keep-cookies    | a=b             | keep-cookies must be names of cookies
            retry-after     | 0s              | retry-after must be at least 1s
            retry-after     | 1500ms          | retry-after must be whole seconds
            retry-after     | 86401s          | retry-after must be whole seconds
            """)
    void aBadSettingStopsTheStart(String key, String value, String message) {
        assertThatThrownBy(() -> bind(Map.of(key, value)).rules())
                .isInstanceOfAny(ConfigurationException.class, IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"max-violations, 1", "max-violations, 100", "retry-after, 1s", "retry-after, 86400s"})
    void theBoundsThemselvesAreAllowed(String key, String value) {
        assertThat(bind(Map.of(key, value)).rules()).isNotNull();
    }

    @Test
    void theCatalogueOfTheApplicationIsReadWhereItUsuallyStands() {
        Map<String, String> files = Map.of(
                "/WEB-INF/errors.properties", "out-of-credit = 403\n",
                "/WEB-INF/errors_en.properties", "out-of-credit = No credit.\nforbidden = Kindly stay outside.\n",
                "/WEB-INF/errors_de.properties", "out-of-credit = Kein Guthaben.\n");

        ErrorCatalog catalog = bind(Map.of(), files).words();

        assertThat(catalog.find("out-of-credit")).hasValueSatisfying(entry -> {
            assertThat(entry.title("en")).contains("No credit.");
            assertThat(entry.title("de")).contains("Kein Guthaben.");
        });
        assertThat(catalog.find("forbidden")).hasValueSatisfying(entry -> {
            assertThat(entry.title("en")).contains("Kindly stay outside.");
            assertThat(entry.title("de")).contains("Das dürfen Sie nicht tun.");
        });
    }

    @Test
    void anApplicationWithoutACatalogueHasTheShippedOne() {
        assertThat(bind(Map.of()).words().entries())
                .hasSameSizeAs(ErrorCatalog.shipped().entries());
    }

    @Test
    void aCatalogueThatWasNamedAndIsNotThereStopsTheStart(@TempDir Path folder) {
        ErrorSettings settings = bind(Map.of("catalog", "file:" + folder.resolve("words")));

        assertThatThrownBy(settings::words)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("errors.catalog: there is no file:");
    }

    @Test
    void aCatalogueMayStandInAnyFile(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("words.properties"), "out-of-credit = 402\n");
        Files.writeString(folder.resolve("words_en.properties"), "out-of-credit = No credit.\n");

        assertThat(bind(Map.of("catalog", "file:" + folder.resolve("words")))
                        .words()
                        .find("out-of-credit"))
                .map(ErrorEntry::status)
                .contains(402);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            forbidden = 404      | known with another status or type
            forbidden = 403 internal-error | known with another status or type
            """)
    void anApplicationCannotRedefineAShippedCode(String line, String message) {
        Map<String, String> files = Map.of("/WEB-INF/errors.properties", line + "\n");

        assertThatThrownBy(() -> bind(Map.of(), files).words())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void anEntryInCodeCannotRedefineAShippedCode() {
        ErrorEntry other = ErrorCatalog.entry("forbidden", 400).title("en", "No.");

        assertThatThrownBy(() -> ErrorCatalog.shipped().with(other)).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void anEntryWithoutATitleDoesNotBuild() {
        ErrorEntry bare = ErrorCatalog.entry("out-of-credit", 403);

        assertThatThrownBy(() -> ErrorCatalog.shipped().with(bare))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("has no title");
    }

    @Test
    void anEntryRefusesTypesAndTextsThatNoDocumentMayHold() {
        ErrorEntry entry = ErrorCatalog.entry("out-of-credit", 403);

        assertThatThrownBy(() -> entry.member("account", Object.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> entry.member("type", String.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> entry.member("a-b-c", String.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> entry.title("en", "One\r\nTwo")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> entry.title("en", "a".repeat(161))).isInstanceOf(IllegalArgumentException.class);
        assertThat(entry.title("en", "a".repeat(160)).title("en")).isPresent();
        assertThatThrownBy(() -> entry.detail("en", "One\nTwo")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTitleMustBeThereInTheDefaultLanguage() {
        ErrorCatalog catalog = ErrorCatalog.shipped()
                .with(ErrorCatalog.entry("out-of-credit", 403).title("de", "Kein Guthaben."));

        assertThat(ProblemErrors.with(ErrorCatalog.shipped()).languages("de", "en"))
                .isNotNull();
        assertThatThrownBy(() -> ProblemErrors.with(catalog))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("has no title in en, the default language");
    }

    @Test
    void aLanguageOfWhichThereIsNoWordStopsTheStart() {
        assertThatThrownBy(() -> ProblemErrors.standard().languages("en", "fr"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("errors.languages names fr");
    }

    @Test
    void thePageOfTypesNamesEachTypeAndNoCodeThatIsPublishedAsAnother() {
        String page = ErrorCatalog.shipped()
                .with(ErrorCatalog.entry("out-of-credit", 403)
                        .title("en", "Buy & pay <now>")
                        .member("balance", long.class))
                .document();

        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .contains("<h2 id=\"forbidden\">forbidden</h2>", "Buy &amp; pay &lt;now&gt;")
                .contains("<li><code>balance</code>: long</li>", "HTTP status 422 or 400", "503, with Retry-After")
                .doesNotContain("stage-skipped", "about:blank", "<script", "<style");
    }

    @Test
    void aCatalogueOfTheApplicationIsFoundInItsOwnClassLoader(@TempDir Path application) throws IOException {
        Path services = Files.createDirectories(application.resolve("META-INF/services"));
        Files.writeString(services.resolve(ErrorCatalog.Source.class.getName()), TestSource.class.getName() + "\n");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {application.toUri().toURL()}, SettingsTest.class.getClassLoader())) {
            thread.setContextClassLoader(loader);
            assertThat(ErrorCatalog.shipped().published("out-of-credit").status())
                    .isEqualTo(403);
        } finally {
            thread.setContextClassLoader(before);
        }
        assertThat(ErrorCatalog.shipped().find("out-of-credit")).isEmpty();
    }

    private static ErrorSettings bind(Map<String, String> text) {
        return bind(text, Map.of());
    }

    private static ErrorSettings bind(Map<String, String> text, Map<String, String> files) {
        Resources application = path -> {
            String content = files.get(path);
            return content == null ? null : new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
        };
        return (ErrorSettings) ProblemErrors.entry().bind(Section.of("errors", "web.xml", text, application));
    }
}
