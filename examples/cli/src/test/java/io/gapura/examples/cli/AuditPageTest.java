package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Deployment;
import io.gapura.filters.Exchange;
import io.gapura.filters.Pipeline;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.Configuration;
import io.gapura.filters.config.PolicyCatalog;
import io.gapura.filters.config.Resources;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about the audit log, typed in from its first to its last command; its settings write the log. */
class AuditPageTest {
    private static final String COMMAND = "$ java -jar gapura.jar ";
    private static final Set<String> FILES = Set.of(
            "audit",
            "log.key",
            "epoch.key",
            "kept.key",
            "log.vkey",
            "shop-audit.notes",
            "order.proof",
            "order.json",
            "events.csv",
            "site");

    private final Page page = Page.of("audit-log.md");

    @TempDir
    private Path folder;

    /** Standard output and error, as a terminal shows them. */
    private String run(String command) {
        List<String> arguments = new ArrayList<>();
        String before = "";
        for (String word : command.split(" ", -1)) {
            boolean isFile = FILES.contains(word) && !before.isEmpty();
            arguments.add(isFile ? folder.resolve(word).toString() : word);
            before = word;
        }
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out, true);
        assertThat(Gapura.run(writer, writer, arguments.toArray(String[]::new)))
                .as("%s: %s", command, out)
                .isZero();
        return out.toString().replace(folder + "/", "");
    }

    private void writeTheLog() throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(page.blocks("properties").get(0).text()));
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        settings.replace("audit.directory", folder.resolve("audit").toString());
        settings.replace("audit.key", "file:" + folder.resolve("log.key"));
        settings.replace("audit.epoch-key", folder.resolve("epoch.key").toString());
        settings.replace(
                "audit.anchor.offsite.file", folder.resolve("shop-audit.notes").toString());
        Pipeline pipeline = Configuration.of("audit-log.md", settings, Resources.ofSystem())
                .pipeline(PolicyCatalog.installed(), Set.of());
        try (Deployment deployment = Deployment.of(pipeline)) {
            deployment.open();
            Exchange exchange = deployment.begin(RequestView.get("/orders/7"));
            assertThat(exchange.arrive(pipeline)).isEmpty();
            exchange.complete(200);
        }
    }

    @Test
    void everyCommandDoesWhatThePageShows() throws IOException {
        Matcher block = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL).matcher(page.text());
        int commands = 0;
        while (block.find()) {
            StringBuilder shown = new StringBuilder();
            StringBuilder printed = new StringBuilder();
            for (String line : block.group(1).strip().lines().map(String::strip).toList()) {
                if (line.startsWith(COMMAND)) {
                    printed.append(run(line.substring(COMMAND.length())));
                    commands++;
                } else {
                    shown.append(line).append('\n');
                }
            }
            if (commands == 1) {
                String key =
                        printed.toString().lines().reduce((first, last) -> last).orElseThrow();
                Files.writeString(folder.resolve("log.vkey"), key);
                writeTheLog();
            }
            assertThat(printed.toString().replaceAll("\\+[0-9a-f]{8}\\+[A-Za-z0-9+/=]{44}", "+ID+KEY"))
                    .isEqualTo(shown.toString());
        }
        assertThat(commands).isEqualTo(8);
    }
}
