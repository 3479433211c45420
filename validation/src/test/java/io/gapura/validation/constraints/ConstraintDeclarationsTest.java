package io.gapura.validation.constraints;

import static io.gapura.validation.constraints.Validators.annotation;
import static io.gapura.validation.constraints.Validators.broken;
import static io.gapura.validation.constraints.Validators.validator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import jakarta.validation.ValidationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What attributes of a constraint make a rule, and what is a mistake of the developer. */
class ConstraintDeclarationsTest {
    record Max0(@SafeText(max = 0) String text) {}

    record Max1(@SafeText(max = 1) String text) {}

    record MinOverMax(@Identifier(min = 5, max = 4) String text) {}

    record NoMin(@Identifier(min = 0) String text) {}

    record NoWord(@OneOf({}) String text) {}

    record NoExtension(@SafeFilename(extensions = {}) String text) {}

    record NoSegment(@SafePath(segments = 0) String text) {}

    record NoScheme(@SafeUrl(schemes = {}) String text) {}

    record BadHost(
            @RedirectTarget(hosts = "https://example.org") String text) {}

    @ParameterizedTest
    @ValueSource(
            classes = {
                Max0.class,
                MinOverMax.class,
                NoMin.class,
                NoWord.class,
                NoExtension.class,
                NoSegment.class,
                NoScheme.class,
                BadHost.class
            })
    void attributesThatMakeNoRuleAreAMistakeOfTheDeveloper(Class<? extends Record> type) {
        assertThatThrownBy(() -> TextConstraints.standard().rule(annotation(type)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(TextConstraints.standard().rule(annotation(Max1.class))).isPresent();
    }

    record Short(@NewPassword(min = 7) String text) {}

    record Narrow(@NewPassword(min = 8, max = 63) String text) {}

    record Least(@NewPassword(min = 8, max = 64) String text) {}

    @Test
    void passwordsMayBeEightToSixtyFourAtTheVeryLeast(@TempDir Path folder) throws IOException {
        Path list = Files.writeString(folder.resolve("common.txt"), PasswordRulesTest.list(3_000));
        TextConstraints constraints =
                TextConstraints.standard().passwords(PasswordRules.of(Reference.file(list), Set.of()));
        assertThatThrownBy(() -> constraints.rule(annotation(Short.class))).hasMessageContaining("at least 8");
        assertThatThrownBy(() -> constraints.rule(annotation(Narrow.class))).hasMessageContaining("at least 64");
        assertThat(constraints.rule(annotation(Least.class)).orElseThrow().refusal("12345678"))
                .isNull();
    }

    record Lookalike(
            @Identifier(unicode = true, confusable = Confusables.REFUSE)
            String text) {}

    @Test
    void lookAlikesNeedTheirArtifact() {
        assertThatThrownBy(() -> TextConstraints.standard().rule(annotation(Lookalike.class)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("gapura-validation-icu");
        assertThatThrownBy(() -> validator().validate(new Lookalike("abc")))
                .isInstanceOf(ValidationException.class)
                .hasRootCauseInstanceOf(ConfigurationException.class);
    }

    record Balanced(
            @SafeText(max = 9, bidi = BidiControls.BALANCED) String text,

            @SingleLine(max = 9, bidi = BidiControls.BALANCED)
            String line,

            @StrictEmail(internationalized = true) String mail,
            @Identifier(unicode = true) String id,

            @SafeUrl(schemes = "wss", hosts = "a.example", ports = 8443, max = 30, literals = true)
            String url,

            @PersonName(also = "&", max = 9) String name) {}

    @Test
    void attributesReachTheirRule() {
        assertThat(broken(
                        validator(),
                        new Balanced(
                                "\u2068a\u2069",
                                "\u2068a\u2069",
                                "é@example.org",
                                "été",
                                "wss://a.example:8443/",
                                "a & b")))
                .isEmpty();
        assertThat(broken(
                        validator(),
                        new Balanced(
                                "\u2068a", "a\nb", "é @example.org", "été.", "wss://b.example:8443/", "1234567890")))
                .containsExactly(
                        "id identifier.character",
                        "line text.line-break",
                        "mail email.local",
                        "name text.length",
                        "text text.bidi",
                        "url url.host");
    }
}
