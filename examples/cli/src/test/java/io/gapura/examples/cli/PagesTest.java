package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Configuration;
import io.gapura.filters.config.PolicyCatalog;
import io.gapura.filters.config.Resources;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

/** Whatever can be copied from README and docs works: Java compiles, settings start, XML is well-formed, links lead on. */
class PagesTest {
    private static final String ACCESS = "version: 1\n";

    @TempDir
    private Path folder;

    static Stream<Page.Block> java() {
        return Page.blocksOfAll("java");
    }

    static Stream<Page.Block> xml() {
        return Page.blocksOfAll("xml");
    }

    /** Settings that say what runs. */
    static Stream<Page.Block> configurations() {
        return settings().filter(block -> read(block).containsKey("policies"));
    }

    /** Settings to be added to others. */
    static Stream<Page.Block> fragments() {
        return settings().filter(block -> !read(block).containsKey("policies"));
    }

    private static Stream<Page.Block> settings() {
        return Page.blocksOfAll("properties").filter(block -> !block.text().startsWith("# /WEB-INF/"));
    }

    private static Map<String, String> read(Page.Block block) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(block.text()));
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
        return settings;
    }

    @ParameterizedTest
    @MethodSource("java")
    void theJavaCompiles(Page.Block block) {
        assertThat(JavaExample.errors(block.text())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("xml")
    void theXmlIsWellFormed(Page.Block block) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        var builder = factory.newDocumentBuilder();
        builder.setErrorHandler(new DefaultHandler());
        String document = "<web-app>" + block.text() + "</web-app>";
        assertThatCode(() -> builder.parse(new InputSource(new StringReader(document))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void theSettingsStart(Page.Block block) {
        String contracts = Page.of("openapi.md").blocks("yaml").get(0).text();
        start(
                block.toString(),
                read(block),
                Map.of("/WEB-INF/policy.yaml", ACCESS, "/WEB-INF/openapi.yaml", contracts));
    }

    /** Each by itself: every key is known and every value is one of its form. */
    @ParameterizedTest
    @MethodSource("fragments")
    void theSettingsThatAreAddedStart(Page.Block block) throws IOException {
        Map<String, String> settings = read(block);
        Set<String> listed = new TreeSet<>();
        settings.keySet().forEach(key -> listed.add(key.substring(0, Math.max(0, key.indexOf('.')))));
        settings.put("policies", String.join(", ", listed));
        Path key = Files.writeString(folder.resolve("csrf.key"), "q83vEjRWeJq83vEjRWeJq83vEjRWeJq83vEjRWeJq80=\n");
        settings.replace("origin.csrf-key", "file:" + key);
        start(block.toString(), settings, Map.of());
    }

    private void start(String place, Map<String, String> settings, Map<String, String> files) {
        if (settings.containsKey("signing.keys")) {
            settings.put("signing.keys", "file:" + signingKeys(settings.getOrDefault("signing.response-key", "k")));
        }
        settings.replace("audit.directory", folder.resolve("audit").toString());
        settings.computeIfPresent("audit.key", (key, reference) -> "file:" + auditKey(settings.get("audit.origin")));
        settings.computeIfPresent("audit.hash-keys", (key, value) -> protectionKeys("hashes"));
        settings.computeIfPresent("audit.subject-keys", (key, value) -> protectionKeys("values"));
        settings.replace("uploads.store", folder.resolve("files").toString());
        if (settings.containsKey("uploads.store")) {
            ownedFolder("files");
        }
        settings.replaceAll((key, value) -> key.endsWith(".secrets") ? secrets() : value);
        settings.computeIfPresent("validation.common-passwords", (key, value) -> commonPasswords());
        Configuration.of(place, settings, application(files)).pipeline(PolicyCatalog.installed(), Set.of("endpoints"));
    }

    private void ownedFolder(String name) {
        try {
            Files.createDirectory(
                    folder.resolve(name),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** As many as a list has at least. */
    private String commonPasswords() {
        List<String> list =
                IntStream.range(0, 3_000).mapToObj(i -> "password" + i).toList();
        try {
            return "file:" + Files.write(folder.resolve("common-passwords"), list);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private String protectionKeys(String use) {
        Path keys = folder.resolve(use + ".json");
        PrintWriter quiet = new PrintWriter(new StringWriter());
        Gapura.run(quiet, quiet, "protection-key", "--kid", "k", "--for", use, "--out", keys.toString());
        return "file:" + keys;
    }

    /** What senders of webhooks hand out. */
    private String secrets() {
        try {
            return "file:" + Files.writeString(folder.resolve("secrets"), "# 2026\na-secret-for-these-pages\n");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path auditKey(String origin) {
        Path key = folder.resolve("audit.key");
        PrintWriter quiet = new PrintWriter(new StringWriter());
        Gapura.run(quiet, quiet, "audit", "keygen", "--origin", origin, "--out", key.toString());
        return key;
    }

    private Path signingKeys(String kid) {
        Path keys = folder.resolve("signing.json");
        PrintWriter quiet = new PrintWriter(new StringWriter());
        Gapura.run(quiet, quiet, "keygen", "--kid", kid, "--caller", "orders", "--out", keys.toString());
        return keys;
    }

    private static Resources application(Map<String, String> files) {
        return new Resources() {
            @Override
            public InputStream open(String path) {
                String text = files.get(path);
                return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    /** The files of the application that the page on error answers shows make a catalogue. */
    @Test
    void theCatalogueOfTheApplicationStarts() {
        Map<String, String> files = new HashMap<>();
        Page.of("error-answers.md").blocks("properties").stream()
                .map(Page.Block::text)
                .filter(text -> text.startsWith("# /WEB-INF/"))
                .forEach(
                        text -> files.put(text.lines().findFirst().orElseThrow().substring(2), text));
        assertThat(files).containsOnlyKeys("/WEB-INF/errors.properties", "/WEB-INF/errors_en.properties");
        start("error-answers.md", new HashMap<>(Map.of("policies", "errors")), files);
    }

    /** Keys that stand in running text: with a value or without, they are known ones. */
    @Test
    void everySettingThatIsNamedIsOne() {
        Set<String> known = new TreeSet<>();
        Set<String> sections = new TreeSet<>();
        for (PolicyCatalog catalog : PolicyCatalog.installed()) {
            for (CatalogEntry<?> entry : catalog.entries()) {
                sections.add(entry.name());
                entry.settings().forEach(setting -> known.add(setting.key()));
                Stream.of(".mode", ".on", ".shadow").forEach(key -> known.add(entry.name() + key));
            }
        }
        Pattern key = Pattern.compile("`((" + String.join("|", sections) + ")\\.[a-z-]+)[` ]");
        for (Page page : Page.all()) {
            Matcher named = key.matcher(page.text());
            while (named.find()) {
                assertThat(known.contains(named.group(1)) || isTomcats(page, named.group(1)))
                        .as(page.name() + " names " + named.group(1))
                        .isTrue();
            }
        }
    }

    /** The left column of the page for those who come from Tomcat's CorsFilter. */
    private static boolean isTomcats(Page page, String key) {
        return page.name().endsWith("cross-origin.md")
                && List.of("cors.allowed", "cors.exposed", "cors.preflight", "cors.support").stream()
                        .anyMatch(key::startsWith);
    }

    @Test
    void everyLinkBetweenPagesLeadsSomewhere() {
        Pattern link = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");
        for (Page page : Page.all()) {
            Path place = Page.root().resolve(page.name()).getParent();
            Matcher found = link.matcher(page.text());
            while (found.find()) {
                assertThat(place.resolve(found.group(1))).as(page.name()).exists();
            }
        }
    }
}
