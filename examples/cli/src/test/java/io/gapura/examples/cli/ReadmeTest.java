package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Pipeline;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Configuration;
import io.gapura.filters.config.PolicyCatalog;
import io.gapura.filters.config.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what the code does: its settings, its policies, its web.xml. */
class ReadmeTest {
    private final Page readme = Page.readme();

    @Test
    void theTableOfSettingsIsWhatTheRecordsSay() {
        assertThat(readme.text())
                .as("print it with: java -jar examples/cli/target/gapura.jar settings")
                .contains(SettingsCommand.table(PolicyCatalog.installed()));
    }

    /** {@code ./mvnw -Pservers verify} holds that table against what the running servers say. */
    @Test
    void theTableOfServersIsTheOneThatTheMatrixIsHeldAgainst() throws IOException {
        Path table = Page.root().resolve("examples/servers/compatibility.md");
        assertThat(readme.text()).contains("\n\n" + Files.readString(table) + "\n");
    }

    @Test
    void everyPolicyAndFacilityStandsInTheTableOfPolicies() {
        PolicyCatalog.installed().stream()
                .flatMap(catalog -> catalog.entries().stream())
                .map(CatalogEntry::name)
                .forEach(name -> assertThat(readme.text()).contains("\n| `" + name + "` | "));
    }

    /** The order of style.md: a stranger understands in 20 seconds, runs in 60. */
    @Test
    void theSectionsComeInTheOrderInWhichTheyAreAskedFor() {
        assertThat(readme.text().lines().filter(line -> line.startsWith("## ")))
                .containsSubsequence(
                        "## Sixty seconds",
                        "## In code",
                        "## On a resource",
                        "## Policies",
                        "## What Gapura does not do",
                        "## Compatibility",
                        "## Modules",
                        "## Settings",
                        "## Public API",
                        "## Reporting a vulnerability");
    }

    @Test
    void theHarnessesAreCounted() throws IOException {
        Pattern harness = Pattern.compile("^ +@FuzzTest", Pattern.MULTILINE);
        try (Stream<Path> sources = Files.walk(Page.root().resolve("examples/fuzz/src/test/java"))) {
            long count = 0;
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                count += harness.matcher(Files.readString(source)).results().count();
            }
            assertThat(readme.text()).contains("There are " + count + " fuzz harnesses");
        }
    }

    @Test
    void theWebXmlConfiguresTheGate(@TempDir Path folder) {
        Matcher parameter = Pattern.compile("<param-name>(.*?)</param-name><param-value>(.*?)</param-value>")
                .matcher(readme.blocks("xml").get(0).text());
        Map<String, String> settings = new HashMap<>();
        while (parameter.find()) {
            settings.put(parameter.group(1), parameter.group(2));
        }
        settings.replace("audit.directory", folder.resolve("audit").toString());
        Pipeline pipeline = Configuration.of("README", settings, Resources.ofSystem())
                .pipeline(PolicyCatalog.installed(), Set.of("endpoints"));
        assertThat(pipeline.posture())
                .containsExactly(
                        "headers enforce",
                        "firewall enforce (hosts: not restricted)",
                        "limits enforce (getParts is refused)");
    }
}
