package io.gapura.rbac;

import static io.gapura.rbac.Documents.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.yaml.YamlNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that a policy document is refused for, with the place that the message names. */
class PolicyDocumentTest {
    private static LoadedPolicy load(String text) {
        return LoadedPolicy.read("p.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    /** Text cannot say so, Java can: a name of a section is no mechanism. */
    @ParameterizedTest
    @ValueSource(strings = {"subjects", "certificates", "container", "bearer", "dpop", "certificate", "none", "a b"})
    void whatIsNoMechanismProvesNobody(String mechanism) {
        RoleModel model = RoleModel.empty().role("a").assign(mechanism, "eve", "a");
        assertThatThrownBy(() -> Rbac.annotated(model))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("reserved-name");
    }

    @Test
    void allProblemsAreCollected() {
        assertThat(problems("version: 3\nrole: {}\nroles: { a: { includes: [ b ], grants: [ x ] } }\n"))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("p.yaml:1:10 bad-value"),
                        line -> assertThat(line).startsWith("p.yaml:2:1 unknown-key"),
                        line -> assertThat(line).startsWith("p.yaml:3:27 unknown-role"),
                        line -> assertThat(line).startsWith("p.yaml:3:42 bad-permission"));
    }

    @Test
    void noMoreThanFiftyProblemsAreListed() {
        String wrong = IntStream.range(0, 60).mapToObj(i -> "k" + i + ": 1\n").collect(Collectors.joining());
        assertThat(problems("version: 1\n" + wrong)).hasSize(51).last().isEqualTo("and 10 more");
    }

    @Test
    void whatIsNoNameIsNotRepeated() {
        assertThat(problems("version: 1\nroles: { a: { includes: [ \"<b>secret\" ] } }\n")
                        .get(0))
                .contains("this text is not declared")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "on", "~", "010", "0x1F", ".5", "1.", "+1", "yes", "Null", "-", "1e", "1_000"})
    void textThatOlderYamlReadAsSomethingElseIsText(String text) {
        assertThat(new YamlNode.Scalar("p", text, true).isText()).isEqualTo(!text.equals("1."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "true", "false", "0", "-0", "10", "1.5", "1.", "-1.5e+3", "1e5", "2E-7"})
    void jsonLiteralsAreNoTextUnlessQuoted(String text) {
        assertThat(new YamlNode.Scalar("p", text, true).isText()).isFalse();
        assertThat(new YamlNode.Scalar("p", text, false).isText()).isTrue();
    }

    @Test
    void jsonIsYaml() {
        LoadedPolicy policy = load("{\"version\": 1, \"roles\": {\"clerk\": {\"grants\": [\"order:read\"]}}}");
        assertThat(policy.snapshot().roles().names()).containsExactly("clerk");
    }

    @Test
    void aDocumentOfItsVersionAloneIsValid() {
        assertThat(load("version: 1").snapshot().roles().names()).isEmpty();
        assertThat(load("version: 1").paths()).isEmpty();
    }

    @Test
    void twelveLevelsAreReadAndThirteenAreNot() {
        assertThat(problems("version: 1\nx: " + "[".repeat(11) + "]".repeat(11)))
                .singleElement()
                .asString()
                .contains("unknown-key");
        assertThat(problems("version: 1\nx: " + "[".repeat(12) + "]".repeat(12)))
                .containsExactly("p.yaml:2:15 over-limit more than 12 levels deep");
    }

    @Test
    void depthOfAHundredThousandCostsNoStack() {
        assertThat(problems("version: 1\nx: " + "[".repeat(100_000)))
                .singleElement()
                .asString()
                .contains("over-limit");
    }

    @Test
    void aMebibyteIsReadAndOneByteMoreIsNot() {
        String text = "version: 1\n#";
        byte[] longest = (text + "x".repeat(PolicyDocument.LONGEST - text.length())).getBytes(StandardCharsets.UTF_8);
        assertThat(problems(longest)).isEmpty();
        byte[] longer =
                (text + "x".repeat(PolicyDocument.LONGEST + 1 - text.length())).getBytes(StandardCharsets.UTF_8);
        assertThat(problems(longer)).containsExactly("p.yaml:1:1 over-limit longer than 1048576 bytes");
    }

    @Test
    void malformedUtf8IsRefused() {
        byte[] bytes = "version: 1\n# x".getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 1] = (byte) 0xFF;
        assertThat(problems(bytes)).containsExactly("p.yaml:1:1 syntax this is not UTF-8");
    }

    @Test
    void sixtyFourLevelsOfRolesAreReadAndSixtyFiveAreNot() {
        assertThat(problems(chain(64))).isEmpty();
        assertThat(problems(chain(65))).singleElement().asString().contains("over-limit includes more than 64 levels");
    }

    private static String chain(int roles) {
        return "version: 1\nroles:\n"
                + IntStream.rangeClosed(1, roles)
                        .mapToObj(i -> i == roles
                                ? "  r" + i + ": {}\n"
                                : "  r" + i + ": { includes: [ r" + (i + 1) + " ] }\n")
                        .collect(Collectors.joining());
    }

    @Test
    void fourThousandNinetySixRolesAreReadAndOneMoreIsNot() {
        assertThat(problems(flat(4_096))).isEmpty();
        assertThat(problems(flat(4_097))).singleElement().asString().contains("over-limit more than 4096 roles");
    }

    private static String flat(int roles) {
        return "version: 1\nroles:\n"
                + IntStream.range(0, roles).mapToObj(i -> "  r" + i + ": {}\n").collect(Collectors.joining());
    }

    @Test
    void aDocumentIsReadFromAFileAndNamedInMessages(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("policy.yaml");
        Files.writeString(file, "version: 1\nroles: { clerk: {} }\n");
        assertThat(Rbac.document(file).policies()).hasSize(1);
        Files.writeString(file, "version: 1\nrules: {}\n");
        assertThatThrownBy(() -> Rbac.document(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(file + ":2:1 unknown-key rules");
        assertThatThrownBy(() -> Rbac.document(folder.resolve("absent.yaml")))
                .isInstanceOf(ConfigurationException.class);
    }
}
