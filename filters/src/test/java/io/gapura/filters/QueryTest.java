package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    @Property
    void whatIsWrittenIsReadBack(@ForAll("pairs") List<Tuple2<String, String>> pairs) {
        StringBuilder raw = new StringBuilder();
        Map<String, List<String>> expected = new LinkedHashMap<>();
        for (Tuple2<String, String> pair : pairs) {
            raw.append(raw.isEmpty() ? "" : "&")
                    .append(encoded(pair.get1()))
                    .append('=')
                    .append(encoded(pair.get2()));
            expected.computeIfAbsent(pair.get1(), name -> new ArrayList<>()).add(pair.get2());
        }
        Query query = Query.parse(raw.toString());
        assertThat(query.asMap()).isEqualTo(expected);
        assertThat(List.copyOf(query.asMap().keySet())).isEqualTo(List.copyOf(expected.keySet()));
        assertThat(query.size()).isEqualTo(pairs.size());
    }

    @Property
    void aBrokenEscapeAnywhereRefusesTheWholeQuery(
            @ForAll("pairs") List<Tuple2<String, String>> pairs, @ForAll("broken") String broken) {
        StringBuilder raw = new StringBuilder();
        pairs.forEach(pair -> raw.append(encoded(pair.get1()))
                .append('=')
                .append(encoded(pair.get2()))
                .append('&'));
        assertRefused(raw + "x=" + broken, "query.encoding");
        assertRefused(broken + "=x&" + raw, "query.encoding");
    }

    @Provide
    Arbitrary<List<Tuple2<String, String>>> pairs() {
        Arbitrary<String> text =
                Arbitraries.strings().withCharRange('\u0001', '\uD7FF').ofMaxLength(8);
        Arbitrary<String> name = Arbitraries.oneOf(Arbitraries.of("a", "b", "&", "="), text.filter(t -> !t.isEmpty()));
        return Combinators.combine(name, text).as(Tuple::of).list().ofMaxSize(6);
    }

    @Provide
    Arbitrary<String> broken() {
        return Arbitraries.of("%", "%4", "%4g", "%zz", "%C0%AF", "%ED%A0%80", "%E2%82", "%FF", "caf\u00e9");
    }

    @Test
    void aNulIsNoText() {
        assertRefused("a=%00", "text.control");
        assertRefused("a%00b=1", "text.control");
        assertThat(Query.parse("a=%01").only("a")).contains("\u0001");
    }

    @Test
    void ampersandsAloneSeparateAndTheFirstEqualsEndsTheName() {
        Query query = Query.parse("a=1;b=2&c=d=e&&f&");
        assertThat(query.all("a")).containsExactly("1;b=2");
        assertThat(query.all("b")).isEmpty();
        assertThat(query.all("c")).containsExactly("d=e");
        assertThat(query.all("f")).containsExactly("");
        assertThat(query.size()).isEqualTo(3);
        assertThat(Query.parse("=x&~=!").asMap()).isEqualTo(Map.of("", List.of("x"), "~", List.of("!")));
    }

    @Test
    void aPlusIsASpaceAndAnEscapeIsDecodedOnce() {
        assertThat(Query.parse("q=a+b%2Bc%2541").only("q")).contains("a b+c%41");
    }

    @Test
    void twoValuesAreNeverChosenBetween() {
        Query query = Query.parse("id=1&id=2");
        assertThat(query.all("id")).containsExactly("1", "2");
        assertThatThrownBy(() -> query.only("id"))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.rejection().reason()).isEqualTo("param.repeated"));
    }

    @Test
    void anAbsentParameterIsEmptyAndAPresentOneMayBeBlank() {
        Query query = Query.parse("present=");
        assertThat(query.only("absent")).isEmpty();
        assertThat(query.only("present")).isEqualTo(Optional.of(""));
        assertThat(Query.parse("")).isSameAs(Query.empty());
    }

    @Test
    void namesAreComparedByCaseAndNormalisationAsTheyCame() {
        Query query = Query.parse("ID=1&id=2&e%CC%81=3&%C3%A9=4");
        assertThat(query.only("ID")).contains("1");
        assertThat(query.only("\u00e9")).contains("4");
        assertThat(query.only("e\u0301")).contains("3");
    }

    @ParameterizedTest
    @ValueSource(ints = {10_000, 10_001})
    void tenThousandParametersAreTheMostInAnyMode(int count) {
        String raw = "a&".repeat(count);
        if (count == 10_000) {
            assertThat(Query.parse(raw).size()).isEqualTo(10_000);
        } else {
            assertRefused(raw, "query.count");
        }
    }

    @Test
    void aFormIsReadByTheSameRulesUnderItsOwnName() {
        assertThat(Query.form("a=1&b=%E2%82%AC").only("b")).contains("\u20ac");
        assertThatThrownBy(() -> Query.form("a=%"))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.rejection().reason()).isEqualTo("form.encoding"));
    }

    @Test
    void itCannotBeChangedFromOutside() {
        Query query = Query.parse("a=1");
        assertThatThrownBy(() -> query.all("a").add("2")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> query.asMap().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    private static void assertRefused(String raw, String reason) {
        assertThatThrownBy(() -> Query.parse(raw)).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.rejection().reason()).isEqualTo(reason);
            assertThat(refused.rejection().status()).isEqualTo(400);
            assertThat(refused.rejection().hard()).isTrue();
        });
    }

    private static String encoded(String text) {
        StringBuilder raw = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            boolean letter = octet >= 'a' && octet <= 'z';
            raw.append(letter ? String.valueOf((char) octet) : String.format("%%%02x", octet & 0xFF));
        }
        return raw.toString();
    }
}
