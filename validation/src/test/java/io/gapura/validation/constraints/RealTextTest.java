package io.gapura.validation.constraints;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.DateFormatSymbols;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people really write is refused never: names, addresses, prose, code, user agents, and every word of every locale. */
class RealTextTest {
    private static Set<String> localeStrings;

    @BeforeAll
    @SuppressWarnings("deprecation") // the other factory of locales is not in Java 17
    static void collect() {
        localeStrings = new HashSet<>();
        for (Locale locale : Locale.getAvailableLocales()) {
            for (String country : Locale.getISOCountries()) {
                localeStrings.add(new Locale("", country).getDisplayCountry(locale));
            }
            for (String language : Locale.getISOLanguages()) {
                localeStrings.add(new Locale(language).getDisplayLanguage(locale));
            }
            DateFormatSymbols symbols = DateFormatSymbols.getInstance(locale);
            localeStrings.addAll(Arrays.asList(symbols.getMonths()));
            localeStrings.addAll(Arrays.asList(symbols.getWeekdays()));
        }
        localeStrings.remove("");
    }

    private static List<String> refused(List<Texts.Line> lines, Function<String, TextViolation> rule) {
        return lines.stream()
                .filter(line -> rule.apply(line.text()) != null)
                .map(line -> line.group() + ": " + line.text() + " " + rule.apply(line.text()))
                .toList();
    }

    private static Set<String> groups(List<Texts.Line> lines) {
        return lines.stream().map(Texts.Line::group).collect(Collectors.toSet());
    }

    private static long distinct(List<Texts.Line> lines) {
        return lines.stream().map(Texts.Line::text).distinct().count();
    }

    @Test
    void theNamesOfPeoplePassInEveryOrthography() {
        List<Texts.Line> names = Texts.of("names.txt");
        assertThat(distinct(names)).isEqualTo(names.size()).isGreaterThanOrEqualTo(500);
        assertThat(groups(names)).hasSizeGreaterThanOrEqualTo(40);
        assertThat(refused(names, name -> TextRules.personName(name, 100, ""))).isEmpty();
        assertThat(refused(names, name -> TextRules.singleLine(name, 100))).isEmpty();
        assertThat(refused(names, name -> TextRules.safeText(name, 100))).isEmpty();
    }

    /** macOS hands names over in pieces, browsers in one. */
    @Test
    void namesPassInEitherNormalForm() {
        for (Normalizer.Form form : List.of(Normalizer.Form.NFC, Normalizer.Form.NFD)) {
            assertThat(refused(
                            Texts.of("names.txt"),
                            name -> TextRules.personName(Normalizer.normalize(name, form), 200, "")))
                    .as(form.name())
                    .isEmpty();
        }
    }

    /** {@code toUpperCase} of a form or an identity card. */
    @Test
    void namesPassInCapitals() {
        assertThat(refused(Texts.of("names.txt"), name -> TextRules.personName(name.toUpperCase(Locale.ROOT), 200, "")))
                .isEmpty();
    }

    @Test
    void postalAddressesPass() {
        List<Texts.Line> addresses = Texts.of("addresses.txt");
        assertThat(distinct(addresses)).isEqualTo(addresses.size()).isGreaterThanOrEqualTo(200);
        assertThat(groups(addresses)).hasSizeGreaterThanOrEqualTo(30);
        assertThat(refused(addresses, address -> TextRules.singleLine(address, 200)))
                .isEmpty();
        assertThat(refused(addresses, address -> TextRules.safeText(address.replace(", ", "\r\n"), 200)))
                .isEmpty();
        assertThat(refused(addresses, address -> TextRules.noHtml(address, 200)))
                .isEmpty();
    }

    @Test
    void proseCodeAndWritingAboutAttacksPass() {
        List<Texts.Line> prose = Texts.of("prose.txt");
        assertThat(distinct(prose)).isEqualTo(prose.size()).isGreaterThanOrEqualTo(200);
        assertThat(groups(prose)).contains("about attacks", "Markdown", "code");
        assertThat(refused(prose, text -> TextRules.safeText(text, 2_000))).isEmpty();
        assertThat(refused(prose, text -> TextRules.singleLine(text, 2_000))).isEmpty();
        String whole = prose.stream().map(Texts.Line::text).collect(Collectors.joining("\n\n"));
        assertThat(TextRules.safeText(whole, 1_000_000)).isNull();
    }

    @Test
    void userAgentsPassAsHeaders() {
        List<Texts.Line> agents = Texts.of("user-agents.txt");
        assertThat(distinct(agents)).isEqualTo(agents.size()).isGreaterThanOrEqualTo(100);
        assertThat(refused(agents, agent -> TextRules.headerValue(agent, 1_000)))
                .isEmpty();
        assertThat(refused(agents, agent -> TextRules.singleLine(agent, 1_000))).isEmpty();
    }

    /** As many as the page says, on the JDKs it names; fewer than one in two hundred on any other. */
    @Test
    void theWordsOfEveryLocalePass() {
        assertThat(localeStrings)
                .filteredOn(text -> TextRules.safeText(text, 10_000) != null)
                .isEmpty();
        assertThat(localeStrings)
                .filteredOn(text -> TextRules.singleLine(text, 10_000) != null)
                .isEmpty();
        List<String> refused = localeStrings.stream()
                .filter(text -> TextRules.personName(text, 100, "") != null)
                .toList();
        assertThat(refused.size()).isLessThan(localeStrings.size() / 200);
        switch (Runtime.version().feature()) {
            case 17 -> {
                assertThat(localeStrings).hasSize(49_690);
                assertThat(refused).hasSize(137);
            }
            case 25 -> {
                assertThat(localeStrings).hasSize(54_967);
                assertThat(refused).hasSize(168);
            }
            default ->
                Assumptions.assumeThat(false)
                        .as("counted on JDK 17 and 25 only: the rest of this test was run")
                        .isTrue();
        }
    }

    /** What is refused for its class is a place with a sign in it, as the page says. */
    @Test
    void aSignThatIsDeclaredPasses() {
        assertThat(TextRules.personName("Trinidad & Tobago", 100, "")).isEqualTo(TextViolation.TEXT_CLASS);
        assertThat(TextRules.personName("Trinidad & Tobago", 100, "&")).isNull();
        assertThat(TextRules.personName("a & b: c", 100, "&:")).isNull();
        assertThat(TextRules.personName("a😀", 100, "😀")).isNull();
    }

    @Test
    void allOfItSurvivesUtf8() {
        assertThat(Texts.of("names.txt"))
                .allSatisfy(line -> assertThat(
                                new String(line.text().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                        .isEqualTo(line.text())
                        .doesNotContain("\uFFFD"));
    }
}
