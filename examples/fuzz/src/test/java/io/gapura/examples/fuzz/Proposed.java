package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.ConfigurationException;
import io.gapura.rbac.PolicyDocument;
import java.nio.charset.StandardCharsets;

/** What an import proposes. */
final class Proposed {
    private Proposed() {}

    /** Its text is the same document, or is refused line by line: a person looks at both. */
    static void readBack(PolicyDocument document) {
        byte[] text = document.toYaml().getBytes(StandardCharsets.UTF_8);
        PolicyDocument again;
        try {
            again = PolicyDocument.read("import.yaml", text);
        } catch (ConfigurationException refused) {
            assertThat(String.valueOf(refused.getMessage()).split("\n"))
                    .allMatch(line -> line.matches("import\\.yaml:[0-9]+:[0-9]+ [a-z-]+ .*|and [0-9]+ more"));
            return;
        }
        assertThat(again).isEqualTo(document);
    }
}
