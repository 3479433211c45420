package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Pipeline;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Configuration;
import io.gapura.filters.config.PolicyCatalog;
import io.gapura.filters.config.Resources;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what the code does: its settings, its Java, its web.xml. */
class ReadmeTest {
    private static final String IMPORTS = """
            import io.gapura.filters.*;
            import io.gapura.filters.audit.*;
            import io.gapura.filters.config.*;
            import io.gapura.filters.headers.*;
            import io.gapura.filters.jaxrs.*;
            import io.gapura.filters.limits.*;
            import io.gapura.filters.servlet.*;
            import io.gapura.filters.signing.*;
            import io.gapura.rbac.*;
            import io.gapura.validation.*;
            import jakarta.annotation.security.*;
            import jakarta.servlet.Filter;
            import jakarta.validation.Valid;
            import jakarta.ws.rs.*;
            import jakarta.ws.rs.Path;
            import jakarta.ws.rs.core.Feature;
            import java.time.*;
            import java.util.*;
            """;

    private final String readme;

    ReadmeTest() throws IOException {
        readme = Files.readString(root().resolve("README.md"));
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("CHANGELOG.md"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    private List<String> blocks(String language) {
        List<String> blocks = new ArrayList<>();
        Matcher matcher =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(readme);
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        return blocks;
    }

    @Test
    void theTableOfSettingsIsWhatTheRecordsSay() {
        assertThat(readme)
                .as("print it with: java -jar examples/cli/target/gapura.jar settings")
                .contains(SettingsCommand.table(PolicyCatalog.installed()));
    }

    @Test
    void everyPolicyAndFacilityStandsInTheTableOfPolicies() {
        PolicyCatalog.installed().stream()
                .flatMap(catalog -> catalog.entries().stream())
                .map(CatalogEntry::name)
                .forEach(name -> assertThat(readme).contains("\n| `" + name + "` | "));
    }

    @Test
    void everyJavaExampleCompiles() {
        List<String> examples = blocks("java");
        assertThat(examples).hasSize(3);
        assertThat(errors(method(examples.get(0), "KeyRing keys"))).isEmpty();
        assertThat(errors(method(examples.get(1), "Clock clock, Instant closing")))
                .isEmpty();
        assertThat(errors(IMPORTS + "class Payment {}\n" + examples.get(2).replace("public class", "class")))
                .isEmpty();
    }

    /** A method body, in which {@code Path} is that of files. */
    private static String method(String body, String parameters) {
        return IMPORTS.replace("import jakarta.ws.rs.Path;\n", "import java.nio.file.Path;\n")
                + "class Example {\n    void run(" + parameters + ") throws Exception {\n" + body + "\n    }\n}\n";
    }

    private static List<String> errors(String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options = List.of(
                "-proc:none", "-implicit:none", "-classpath", System.getProperty("java.class.path"), "-d", temporary());
        compiler.getTask(null, null, found, options, null, List.of(file)).call();
        return found.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(diagnostic -> diagnostic.getMessage(Locale.ROOT) + " at line " + diagnostic.getLineNumber())
                .toList();
    }

    private static String temporary() {
        try {
            return Files.createTempDirectory("readme").toString();
        } catch (IOException full) {
            throw new java.io.UncheckedIOException(full);
        }
    }

    @Test
    void theWebXmlConfiguresTheGate(@TempDir Path folder) {
        Matcher parameter = Pattern.compile("<param-name>(.*?)</param-name><param-value>(.*?)</param-value>")
                .matcher(blocks("xml").get(0));
        Map<String, String> settings = new HashMap<>();
        while (parameter.find()) {
            settings.put(parameter.group(1), parameter.group(2));
        }
        settings.replace("audit.directory", folder.resolve("audit").toString());
        Pipeline pipeline = Configuration.of("README", settings, Resources.ofSystem())
                .pipeline(PolicyCatalog.installed(), Set.of("endpoints"));
        assertThat(pipeline.posture())
                .containsExactly("headers enforce", "firewall enforce", "limits enforce (getParts is refused)");
    }
}
