package io.gapura.validation.constraints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.HibernateValidatorConfiguration;
import org.hibernate.validator.engine.HibernateConstraintViolation;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static HibernateValidatorConfiguration configuration() {
        return Validation.byProvider(HibernateValidator.class)
                .configure()
                .messageInterpolator(new ParameterMessageInterpolator(
                        Set.of(Locale.ENGLISH, Locale.GERMAN, new Locale("id")),
                        Locale.ENGLISH,
                        context -> Locale.ENGLISH,
                        false));
    }

    private static Validator validator() {
        return configuration().buildValidatorFactory().getValidator();
    }

    private static String word(ConstraintViolation<?> violation) {
        HibernateConstraintViolation<?> ours = violation.unwrap(HibernateConstraintViolation.class);
        return ours.getDynamicPayload(String.class);
    }

    private static List<String> broken(Validator validator, Object bean) {
        return validator.validate(bean).stream()
                .map(violation -> violation.getPropertyPath() + " " + word(violation))
                .sorted()
                .toList();
    }

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

    private static Annotation annotation(Class<? extends Record> type) {
        return type.getRecordComponents()[0].getAccessor().getAnnotations()[0];
    }

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
