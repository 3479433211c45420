package io.gapura.validation.constraints;

import static io.gapura.validation.constraints.Validators.annotation;
import static io.gapura.validation.constraints.Validators.broken;
import static io.gapura.validation.constraints.Validators.configuration;
import static io.gapura.validation.constraints.Validators.validator;
import static io.gapura.validation.constraints.Validators.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The annotations as a validator runs them: which word goes with the violation, and that the value never does. */
class ConstraintsTest {
    private static final String SECRET = "s3cr3t ${1+1} {max}\u0007";

    record Everything(
            @SafeText(max = 10) String safe,
            @SingleLine(max = 10) String line,
            @PersonName String name,
            @Identifier String id,
            @StrictEmail String mail,
            @SafeUrl String url,
            @RedirectTarget String next,
            @SafeFilename(extensions = "PDF") String file,
            @SafePath String path,
            @HeaderValue(max = 10) String header,
            @HeaderValue(max = 10, text = true) String words,
            @NoHtml(max = 10) String plain,
            @OneOf({"a", "b"}) String choice,
            @CacheKey String key,
            @JndiName String jndi) {
        static Everything of(String text) {
            return new Everything(
                    text, text, text, text, text, text, text, text, text, text, text, text, text, text, text);
        }
    }

    record Containers(
            List<@Identifier(max = 3) String> list,
            Map<@OneOf("k") String, @SingleLine(max = 3) String> map,
            Optional<@SafeText(max = 3) String> maybe,
            @SafeText(max = 3) StringBuilder builder) {}

    record Account(@NewPassword String password) {}

    record Own(
            @SafeText(max = 3, message = "my own {max} ${validatedValue}")
            String text) {}

    @Test
    void nullIsValidEverywhere() {
        assertThat(validator().validate(Everything.of(null))).isEmpty();
        assertThat(validator().validate(new Containers(null, null, null, null))).isEmpty();
    }

    @Test
    void theWordGoesWithTheViolation() {
        assertThat(broken(validator(), Everything.of("a\0<b")))
                .containsExactly(
                        "choice enum",
                        "file filename.character",
                        "header header.character",
                        "id identifier.character",
                        "jndi jndi.name",
                        "key key.character",
                        "line text.control",
                        "mail email.domain",
                        "name text.control",
                        "next url.redirect",
                        "path path.segment",
                        "plain text.control",
                        "safe text.control",
                        "url url.syntax",
                        "words text.control");
    }

    @Test
    void whatKeepsThemAllPasses() {
        assertThat(validator()
                        .validate(new Everything(
                                "a\nb",
                                "O'Brien",
                                "Nguyễn Thị Minh Khai",
                                "order-7",
                                "a@example.org",
                                "https://example.org/",
                                "/orders",
                                "a.pdf",
                                "a/b",
                                "text/plain",
                                "é",
                                "a < b",
                                "b",
                                "k:1",
                                "java:comp/env/x")))
                .isEmpty();
    }

    @Test
    void elementsOfContainersAreTexts() {
        Containers bean = new Containers(
                List.of("abc", "abcd"),
                Map.of("k", "abcd", "x", "abc"),
                Optional.of("abcd"),
                new StringBuilder("abcd"));
        assertThat(broken(validator(), bean))
                .containsExactly(
                        "builder text.length",
                        "list[1].<list element> text.length",
                        "map<K>[x].<map key> enum",
                        "map[k].<map value> text.length",
                        "maybe text.length");
    }

    @Test
    void theValueStandsInNoMessageAndNothingIsEvaluated() {
        assertThat(validator().validate(Everything.of(SECRET)))
                .hasSize(15)
                .allSatisfy(violation -> assertThat(violation.getMessage() + violation.getMessageTemplate())
                        .doesNotContain("s3cr3t", "2 ", "${"));
        assertThat(validator().validate(new Own("abcd"))).singleElement().satisfies(violation -> {
            assertThat(violation.getMessage()).isEqualTo("my own 3 ${validatedValue}");
            assertThat(word(violation)).isEqualTo("text.length");
        });
    }

    @Test
    void theTextSaysTheLimitOfTheDeclaration() {
        assertThat(validator().validate(new Containers(null, null, null, new StringBuilder("abcd"))))
                .singleElement()
                .extracting(ConstraintViolation::getMessage)
                .isEqualTo("must have at most 3 characters");
    }

    static Stream<String> languages() {
        return Stream.of("", "_de", "_id");
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyWordHasALineInEveryLanguage(String language) throws IOException {
        Properties lines = bundle(language);
        Properties english = bundle("");
        for (TextViolation violation : TextViolation.values()) {
            String key = violation.template().replaceAll("[{}]", "");
            assertThat(lines.getProperty(key)).as(key).isNotBlank();
            assertThat(lines.getProperty(key).replaceAll("\\{(min|max)}", "")).doesNotContain("{", "$", "\\");
            if (!language.isEmpty()) {
                assertThat(lines.getProperty(key)).as(key).isNotEqualTo(english.getProperty(key));
            }
        }
        assertThat(lines.getProperty("io.gapura.validation.refused")).isNotBlank();
        assertThat(lines).hasSize(TextViolation.values().length + 1);
    }

    /** English is the root of the bundle: an empty file keeps the server's own language from being asked instead. */
    @Test
    void aReaderOfEnglishGetsEnglishOnAServerOfAnyLanguage() throws IOException {
        assertThat(bundle("_en")).isEmpty();
    }

    private static Properties bundle(String language) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = ConstraintsTest.class.getResourceAsStream(
                        "/ContributorValidationMessages" + language + ".properties");
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }

    @Test
    void eachWordStandsOnce() {
        assertThat(Arrays.stream(TextViolation.values()).map(TextViolation::word))
                .doesNotHaveDuplicates()
                .allMatch(word -> word.matches("[a-z]+(\\.[a-z-]+)?"));
        assertThat(TextViolation.TEXT_BIDI).hasToString("text.bidi");
    }

    @Test
    void aPasswordIsCheckedByWhatTheValidatorWasGiven(@TempDir Path folder) throws IOException {
        Path list = Files.writeString(folder.resolve("common.txt"), PasswordRulesTest.list(3_000));
        TextConstraints constraints =
                TextConstraints.standard().passwords(PasswordRules.of(Reference.file(list), Set.of("gapura")));
        assertThat(broken(with(constraints), new Account("short"))).containsExactly("password password.length");
        assertThat(broken(with(constraints), new Account("password number 7")))
                .containsExactly("password password.common");
        assertThat(broken(with(constraints), new Account("the gapura in front")))
                .containsExactly("password password.context");
        assertThat(broken(with(constraints), new Account("a long enough text"))).isEmpty();
        assertThat(broken(with(constraints), new Account(null))).isEmpty();
        assertThat(broken(with(constraints.caller("Ayunda")), new Account("it is ayunda again!")))
                .containsExactly("password password.context");
        assertThat(broken(with(constraints), new Account("it is ayunda again!")))
                .isEmpty();
    }

    private static Validator with(TextConstraints constraints) {
        return configuration()
                .constraintValidatorPayload(constraints)
                .buildValidatorFactory()
                .getValidator();
    }

    @Test
    void withoutAListNoPasswordIsAccepted() {
        assertThatThrownBy(() -> validator().validate(new Account("a long enough text")))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> with(TextConstraints.standard()).validate(new Account("a long enough text")))
                .isInstanceOf(ValidationException.class)
                .hasRootCauseInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> TextConstraints.standard().rule(annotation(Account.class)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("list of common passwords");
        assertThat(TextConstraints.standard().caller("Ayunda")).isSameAs(TextConstraints.standard());
    }

    @Test
    void aReaderOfJsonGetsTheSameRules() {
        Object bean = Everything.of("x");
        for (var component : Everything.class.getRecordComponents()) {
            Annotation annotation = component.getAccessor().getAnnotations()[0];
            TextRule rule = TextConstraints.standard().rule(annotation).orElseThrow();
            TextViolation found = rule.refusal("a\0<b");
            assertThat(broken(validator(), Everything.of("a\0<b"))).contains(component.getName() + " " + found);
        }
        assertThat(bean).isNotNull();
    }

    @Test
    void anAnnotationOfAnotherPackageIsNoRule() {
        assertThat(TextConstraints.standard().rule(annotation(WithOverride.class)))
                .isEmpty();
    }

    record WithOverride(@FreeText("shown to nobody") String text) {}

    @Test
    void everyConstraintOfThePackageIsHere() {
        assertThat(Stream.of(
                        SafeText.class,
                        SingleLine.class,
                        PersonName.class,
                        Identifier.class,
                        StrictEmail.class,
                        SafeUrl.class,
                        RedirectTarget.class,
                        SafeFilename.class,
                        SafePath.class,
                        HeaderValue.class,
                        NoHtml.class,
                        OneOf.class,
                        CacheKey.class,
                        JndiName.class,
                        NewPassword.class))
                .allSatisfy(
                        type -> assertThat(type.getAnnotation(Constraint.class).validatedBy())
                                .hasSize(1));
    }
}
