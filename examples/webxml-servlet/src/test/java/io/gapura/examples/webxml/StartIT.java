package io.gapura.examples.webxml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.catalina.LifecycleException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A {@code web.xml} with one mistake: the application is not there, instead of being there without its gate. */
class StartIT {
    private static final String KEYS = """
            {"keys": [{"kty": "oct", "kid": "k-1", "use": "sig", "alg": "HS256",
              "k": "MDEyMzQ1Njc4OWFiY2RlZkFCQ0RFRjk4NzY1NDMyMTAxMjM"}],
             "gapura": {"callers": {"k-1": {"name": "orders-partner"}}}}
            """;

    @TempDir
    private Path folder;

    private Path war;

    @BeforeEach
    void copyTheWar() throws IOException {
        war = folder.resolve("war");
        Path packaged = Path.of("parcels");
        try (Stream<Path> files = Files.walk(packaged)) {
            for (Path file : files.toList()) {
                Files.copy(file, war.resolve(packaged.relativize(file).toString()));
            }
        }
        Files.writeString(Path.of(System.getenv("SIGNING_KEYS")), KEYS);
        String directory = "<param-name>audit.directory</param-name><param-value>";
        change(directory + "audit<", directory + folder.resolve("log") + "<");
    }

    @Test
    void withoutAMistakeItStarts() throws Exception {
        assertThat(starts()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "limits.max-body,      limits.max-bodi",
        "64KiB,                64 bananas",
        "env:SIGNING_KEYS,     env:NO_SUCH_VARIABLE",
        "/WEB-INF/policy.yaml, /WEB-INF/no-policy.yaml",
        "'firewall, limits',   'firewall, limits, signing'",
        "'firewall, limits',   'firewall, limts'",
        "<url-pattern>/*</url-pattern>, <url-pattern>/parcels</url-pattern>",
    })
    void oneMistakeAndItDoesNotStart(String text, String mistake) throws Exception {
        change(text, mistake);

        assertThat(starts()).isFalse();
    }

    @Test
    void aFolderThatCannotBeWrittenStopsTheStart() throws Exception {
        Files.writeString(folder.resolve("log"), "a file where a folder should be");

        assertThat(starts()).isFalse();
    }

    @Test
    void anUnknownRoleInThePolicyStopsTheStart() throws Exception {
        Path policy = war.resolve("WEB-INF/policy.yaml");
        Files.writeString(policy, Files.readString(policy).replace("roles: [ clerk ]", "roles: [ clerc ]"));

        assertThat(starts()).isFalse();
    }

    private void change(String text, String replacement) throws IOException {
        Path webXml = war.resolve("WEB-INF/web.xml");
        String before = Files.readString(webXml);
        String after = before.replace(text, replacement);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(webXml, after);
    }

    private boolean starts() throws Exception {
        try (WarServer server = WarServer.start(war, folder.resolve("work"))) {
            return server.isAvailable();
        } catch (LifecycleException refused) { // what refuses before any filter is made stops the server itself
            assertThat(refused)
                    .rootCause()
                    .extracting(cause -> cause.getClass().getName())
                    .isEqualTo("io.gapura.filters.ConfigurationException");
            return false;
        }
    }
}
