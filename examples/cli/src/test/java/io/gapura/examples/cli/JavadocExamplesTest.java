package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the Javadoc of signing shows compiles, with the names that its reader has. */
class JavadocExamplesTest {
    private static final String GIVEN = """
            SigningKey key = keys.signingKey("orders-2026-11");
            URI uri = URI.create("https://api.example.com/orders");
            byte[] content = {};
            String id = "id";
            String secret = "secret";
            """;

    private static final Pattern EXAMPLE = Pattern.compile("<pre>\\{@code\\n(.*?)\\n *\\*? *}</pre>", Pattern.DOTALL);

    /** One example; {@code toString} names it in a report. */
    record Example(String file, String text) {
        @Override
        public String toString() {
            return file;
        }
    }

    static List<Example> examples() {
        Path sources = Page.root().resolve("filters/src/main/java/io/gapura/filters/signing");
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .flatMap(JavadocExamplesTest::in)
                    .toList();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static Stream<Example> in(Path file) {
        try {
            return EXAMPLE.matcher(Files.readString(file))
                    .results()
                    .map(found -> new Example(
                            String.valueOf(file.getFileName()), found.group(1).replaceAll("(?m)^ *\\* ?", "")));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theExampleCompiles(Example example) {
        assertThat(JavaExample.errors(GIVEN + example.text())).isEmpty();
    }

    @Test
    void theExamplesAreFound() {
        assertThat(examples())
                .map(Example::file)
                .contains(
                        "RequestSigner.java",
                        "SigningClientFeature.java",
                        "SigningHttpClient.java",
                        "SigV4Signer.java");
    }
}
