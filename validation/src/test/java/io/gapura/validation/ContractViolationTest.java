package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.validation.constraints.TextViolation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The words of a contract: those of the enum are those of the code. */
class ContractViolationTest {
    private static final Pattern WORD = Pattern.compile("\"((?:param|body|list|media|answer|cookie)\\.[a-z][a-z-]*)\"");

    private static Set<String> enumerated() {
        return Arrays.stream(ContractViolation.values())
                .map(ContractViolation::word)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyWordThatTheCodeWritesIsEnumerated() throws IOException {
        Set<String> written = new TreeSet<>();
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/io/gapura/validation"))) {
            for (Path source : sources.filter(each -> each.toString().endsWith(".java"))
                    .filter(each -> !each.endsWith("ContractViolation.java"))
                    .toList()) {
                Matcher matcher = WORD.matcher(Files.readString(source));
                while (matcher.find()) {
                    written.add(matcher.group(1));
                }
            }
        }
        assertThat(enumerated()).containsAll(written);
        Set<String> ofConstraints = new TreeSet<>(enumerated());
        ofConstraints.removeAll(written);
        assertThat(ofConstraints)
                .as("words that are made of a family and the word of a constraint")
                .allMatch(word -> word.startsWith("param.") || word.startsWith("body."));
    }

    @Test
    void everySoftWordIsARuleThatMayBeShadowedAlone() {
        Set<String> rules = Validation.strict().rules();
        assertThat(rules)
                .containsAll(enumerated())
                .contains("json.syntax", "xml.limit", "text.bidi", "name.mixed-script");
        assertThat(rules).doesNotContain("json.encoding", "xml.dtd", "text.surrogate");
        Stream.of(TextViolation.values())
                .map(TextViolation::word)
                .filter(word -> !word.equals("text.surrogate"))
                .forEach(word -> assertThat(rules).contains(word.indexOf('.') < 0 ? "body." + word : word));
        assertThat(ContractViolation.PARAM_TYPE).hasToString("param.type");
    }

    @Test
    void everythingShadowedIsAContractInShadow() {
        EndpointContract contract = EndpointContract.named("a");
        assertThat(Settlement.of(contract, Validation.strict().rules()).shadowed())
                .isTrue();
        Set<String> butOne = new TreeSet<>(Validation.strict().rules());
        butOne.remove("param.type");
        assertThat(Settlement.of(contract, butOne).shadowed()).isFalse();
        assertThat(Settlement.of(contract.shadowing(Set.of("param.type")), butOne)
                        .shadowed())
                .isTrue();
        assertThat(Settlement.of(contract.shadowed(), Set.of()).shadowed()).isTrue();
    }
}
