package io.gapura.validation.constraints;

import static io.gapura.validation.constraints.TextViolation.PASSWORD_COMMON;
import static io.gapura.validation.constraints.TextViolation.PASSWORD_CONTEXT;
import static io.gapura.validation.constraints.TextViolation.PASSWORD_LENGTH;
import static io.gapura.validation.constraints.TextViolation.TEXT_SURROGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
    @TempDir
    private Path folder;

    private PasswordRules rules;

    static String list(int entries) {
        return IntStream.range(1, entries)
                .mapToObj(i -> "password number " + i)
                .collect(Collectors.joining("\n", "Correct Horse Battery\n", "\n"));
    }

    private Reference file(String content) throws IOException {
        return Reference.file(Files.writeString(folder.resolve("common.txt"), content));
    }

    @BeforeEach
    void load() throws IOException {
        rules = PasswordRules.of(file(list(3_000)), Set.of("Gapura", "Öl"));
    }

    private TextViolation refusal(String password) {
        return rules.refusal(password, 15, 256);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aaaaaaaaaaaaaaa",
                " leading and trailing ",
                "correct horse staple",
                "пароль пароль ё",
                "emoji 😀😀😀😀😀😀😀😀😀",
                "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e",
                "tab\tand\nline\0 and control",
                "not the olive oil: Ölbaum"
            })
    void anyLongTextIsLetThrough(String password) {
        assertThat(refusal(password)).isNull();
    }

    @Test
    void lengthsAreCodePoints() {
        assertThat(refusal("a".repeat(14))).isEqualTo(PASSWORD_LENGTH);
        assertThat(refusal("a".repeat(15))).isNull();
        assertThat(refusal("😀".repeat(14))).isEqualTo(PASSWORD_LENGTH);
        assertThat(refusal("😀".repeat(256))).isNull();
        assertThat(refusal("😀".repeat(257))).isEqualTo(PASSWORD_LENGTH);
        assertThat(refusal("a".repeat(256))).isNull();
        assertThat(refusal("a".repeat(257))).isEqualTo(PASSWORD_LENGTH);
        assertThat(refusal("a".repeat(100_000))).isEqualTo(PASSWORD_LENGTH);
    }

    @Test
    void halfACharacterIsRefused() {
        assertThat(refusal("aaaaaaaaaaaaaaa\uD800")).isEqualTo(TEXT_SURROGATE);
        assertThat(refusal("\uDC00aaaaaaaaaaaaaaa")).isEqualTo(TEXT_SURROGATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"password number 7", "PASSWORD NUMBER 2999", "correct horse battery"})
    void whatManyPeopleUseIsRefused(String password) {
        assertThat(refusal(password)).isEqualTo(PASSWORD_COMMON);
    }

    @Test
    void aWordOfThisApplicationIsRefusedWhereverItStands() {
        assertThat(refusal("my gApUrA password")).isEqualTo(PASSWORD_CONTEXT);
        assertThat(rules.refusal("öl", 2, 256)).isEqualTo(PASSWORD_CONTEXT);
        assertThat(rules.refusal("öle", 2, 256))
                .as("a short word only by itself")
                .isNull();
    }

    @Test
    void theCallersNameIsSuchAWord() {
        assertThat(refusal("this is ayunda's own")).isNull();
        assertThat(rules.and("Ayunda").refusal("this is ayunda's own", 15, 256)).isEqualTo(PASSWORD_CONTEXT);
        assertThat(rules.and("Ayunda").refusal("my gapura password", 15, 256)).isEqualTo(PASSWORD_CONTEXT);
        assertThat(rules.and("abcd").refusal("xxxxxxxxxxxxabcd", 15, 256)).isEqualTo(PASSWORD_CONTEXT);
        assertThat(rules.and("abc").refusal("xxxxxxxxxxxxxabc", 15, 256)).isNull();
        assertThat(rules.and("  ").refusal("x  xxxxxxxxxxxxxx", 15, 256)).isNull();
    }

    @Test
    void aListOfTooFewEntriesDoesNotStart() throws IOException {
        Reference few = file(list(2_999));
        assertThatThrownBy(() -> PasswordRules.of(few, Set.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("2999 entries");
        Reference twice = file(list(2_000) + list(2_000));
        assertThatThrownBy(() -> PasswordRules.of(twice, Set.of())).hasMessageContaining("2000 entries");
    }

    @Test
    void anAbsentOrUnreadableListDoesNotStart() throws IOException {
        Reference absent = Reference.file(folder.resolve("absent.txt"));
        assertThatThrownBy(() -> PasswordRules.of(absent, Set.of())).isInstanceOf(ConfigurationException.class);
        Path latin = Files.write(
                folder.resolve("latin.txt"), (list(3_000) + "\u00E9").getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> PasswordRules.of(Reference.file(latin), Set.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void itsTextHoldsNoPassword() {
        assertThat(rules).hasToString("PasswordRules[3000 common, 2 words]");
    }
}
