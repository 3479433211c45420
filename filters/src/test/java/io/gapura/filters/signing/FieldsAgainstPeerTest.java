package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.Item;
import org.greenbytes.http.sfv.Parametrizable;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;
import org.greenbytes.http.sfv.TokenItem;
import org.greenbytes.http.sfv.Type;
import org.jspecify.annotations.Nullable;

/**
 * Two readers of structured fields that know nothing of each other: what one reads the other reads, and both write it
 * alike. The other one is of RFC 8941, so Date and Display String are left out, and it takes base64 without padding or
 * with pad bits, which ours refuses by choice.
 */
class FieldsAgainstPeerTest {
    private static final String CHARACTERS = "\"\\:;=,()?*.-_/ \t01239abzAZ!~\u007F\u00E9\n";

    /** What of a reading can be compared: the canonical text, or null when it is refused. */
    private record Readings(
            @Nullable String dictionary,
            @Nullable String list,
            @Nullable String item) {}

    private static Readings ours(String text) {
        return new Readings(
                read(() -> FieldWriter.dictionary(StructuredFields.dictionary(text))),
                read(() -> FieldWriter.list(StructuredFields.list(text))),
                read(() -> FieldWriter.value(StructuredFields.item(text))));
    }

    private static Readings theirs(String text) {
        return new Readings(
                read(() -> {
                    Map<String, Member> members = new LinkedHashMap<>();
                    new Parser(text).parseDictionary().get().forEach((key, value) -> members.put(key, member(value)));
                    return FieldWriter.dictionary(Keyed.of(members));
                }),
                read(() -> FieldWriter.list(new Parser(text)
                        .parseList().get().stream()
                                .map(FieldsAgainstPeerTest::member)
                                .toList())),
                read(() -> FieldWriter.value(member(new Parser(text).parseItem()))));
    }

    /** What the peer has read, in our terms: it writes 0.01 as 0.1, so its own text is of no use. */
    private static Member member(Type<?> theirs) {
        Map<String, BareItem> parameters = new LinkedHashMap<>();
        ((Parametrizable<?>) theirs).getParams().forEach((key, value) -> parameters.put(key, bare(value)));
        if (theirs instanceof InnerList list) {
            return new Member.InnerList(
                    list.get().stream().map(item -> (Member.Item) member(item)).toList(), Keyed.of(parameters));
        }
        return new Member.Item(bare((Item<?>) theirs), Keyed.of(parameters));
    }

    private static BareItem bare(Item<?> item) {
        Object value = item.get();
        if (item instanceof TokenItem token) {
            return new BareItem.Token(token.get());
        }
        if (value instanceof Long number) {
            return new BareItem.Int(number);
        }
        if (value instanceof BigDecimal decimal) {
            return new BareItem.Decimal(decimal);
        }
        if (value instanceof Boolean bool) {
            return new BareItem.Bool(bool);
        }
        if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return new BareItem.Bytes(copy);
        }
        return new BareItem.Str((String) value);
    }

    private interface Reading {
        String text() throws MalformedFieldException;
    }

    private static @Nullable String read(Reading reading) {
        try {
            return reading.text();
        } catch (MalformedFieldException | ParseException refused) {
            return null;
        }
    }

    @Property(tries = 3_000)
    void bothReadAndWriteAWellFormedFieldAlike(@ForAll("fields") String text) {
        assertThat(ours(text)).as(text).isEqualTo(theirs(text));
        assertThat(ours(text).dictionary() != null || ours(text).list() != null).isTrue();
    }

    @Property(tries = 10_000)
    void bothReadOrRefuseABentFieldAlike(@ForAll("bent") String text) {
        if (!text.contains("@") && !text.contains("%") && isBase64Canonical(text)) {
            assertThat(ours(text)).as(text).isEqualTo(theirs(text));
        }
    }

    @Property(tries = 5_000)
    void bothReadOrRefuseNonsenseAlike(@ForAll("nonsense") String text) {
        if (isBase64Canonical(text)) {
            assertThat(ours(text)).as(text).isEqualTo(theirs(text));
        }
    }

    /** Where the pinned choices cannot be what the two differ in: nothing between colons, or it is written as it stands. */
    private static boolean isBase64Canonical(String text) {
        for (int from = text.indexOf(':'); from >= 0; ) {
            int to = text.indexOf(':', from + 1);
            if (to < 0) {
                return true;
            }
            String between = text.substring(from + 1, to);
            if (between.matches("[A-Za-z0-9+/=]*") && StrictBase64.decode(between, 0, between.length()) == null) {
                return false;
            }
            from = to;
        }
        return true;
    }

    @Provide
    Arbitrary<String> fields() {
        Arbitrary<String> separator = Arbitraries.of(", ", ",", " ,\t", ",  ");
        Arbitrary<String> dictionary = Combinators.combine(
                        entry().list().ofMinSize(1).ofMaxSize(6), separator)
                .as((entries, between) -> String.join(between, entries));
        Arbitrary<String> list = Combinators.combine(
                        member().list().ofMinSize(1).ofMaxSize(6), separator)
                .as((members, between) -> String.join(between, members));
        return Arbitraries.oneOf(dictionary, list, item());
    }

    /** A field with some characters removed, doubled, replaced or put in. */
    @Provide
    Arbitrary<String> bent() {
        Arbitrary<List<Integer>> places =
                Arbitraries.integers().between(0, 10_000).list().ofMinSize(1).ofMaxSize(3);
        Arbitrary<String> characters =
                Arbitraries.strings().withChars(CHARACTERS).ofLength(3);
        return Combinators.combine(fields(), places, Arbitraries.integers().between(0, 3), characters)
                .as(FieldsAgainstPeerTest::bend);
    }

    private static String bend(String text, List<Integer> places, int how, String characters) {
        StringBuilder bent = new StringBuilder(text);
        for (int i = 0; i < places.size(); i++) {
            int at = places.get(i) % (bent.length() + 1);
            boolean there = at < bent.length();
            switch (how) {
                case 0 -> bent.delete(at, Math.min(at + 1, bent.length()));
                case 1 -> bent.insert(at, there ? bent.charAt(at) : ' ');
                case 2 -> bent.replace(at, Math.min(at + 1, bent.length()), characters.substring(i, i + 1));
                default -> bent.insert(at, characters.charAt(i));
            }
        }
        return bent.toString();
    }

    @Provide
    Arbitrary<String> nonsense() {
        return Arbitraries.strings().withChars(CHARACTERS).ofMaxLength(24);
    }

    private static Arbitrary<String> key() {
        Arbitrary<String> first = Arbitraries.strings().withChars("abz*").ofLength(1);
        Arbitrary<String> rest = Arbitraries.strings().withChars("abz019_-.*").ofMaxLength(4);
        return Combinators.combine(first, rest).as(String::concat);
    }

    private static Arbitrary<String> bare() {
        Arbitrary<String> integer = Arbitraries.longs()
                .between(-BareItem.Int.MOST, BareItem.Int.MOST)
                .map(Object::toString);
        Arbitrary<String> decimal = Combinators.combine(
                        Arbitraries.longs().between(-999_999_999_999L, 999_999_999_999L),
                        Arbitraries.strings().withChars("0159").ofMinLength(1).ofMaxLength(3))
                .as((whole, fraction) -> whole + "." + fraction);
        Arbitrary<String> string = Arbitraries.strings()
                .withCharRange(' ', '~')
                .excludeChars('@', '%')
                .ofMaxLength(12)
                .map(value -> '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
        Arbitrary<String> token = Combinators.combine(
                        Arbitraries.strings().withChars("abzAZ*").ofLength(1),
                        Arbitraries.strings()
                                .withChars("abzAZ019!#$&'*+-.^_`|~:/")
                                .ofMaxLength(8))
                .as(String::concat);
        Arbitrary<String> bytes = Arbitraries.bytes()
                .array(byte[].class)
                .ofMaxSize(12)
                .map(value -> ":" + Base64.getEncoder().encodeToString(value) + ":");
        return Arbitraries.oneOf(integer, decimal, string, token, bytes, Arbitraries.of("?0", "?1"));
    }

    private static Arbitrary<String> parameters() {
        Arbitrary<String> parameter = Combinators.combine(
                        Arbitraries.of(";", "; ", ";  "),
                        key(),
                        bare().map(value -> "=" + value).injectNull(0.3))
                .as((begin, name, value) -> begin + name + (value == null ? "" : value));
        return parameter.list().ofMaxSize(3).map(all -> String.join("", all));
    }

    private static Arbitrary<String> item() {
        return Combinators.combine(bare(), parameters()).as(String::concat);
    }

    private static Arbitrary<String> member() {
        Arbitrary<String> inner = Combinators.combine(
                        item().list().ofMaxSize(4), Arbitraries.of(" ", "  "), parameters())
                .as((items, between, parameters) ->
                        "(" + String.join(between, new ArrayList<>(items)) + ")" + parameters);
        return Arbitraries.frequencyOf(Tuple.of(3, item()), Tuple.of(1, inner));
    }

    private static Arbitrary<String> entry() {
        return Combinators.combine(key(), member().map(value -> "=" + value).injectNull(0.2), parameters())
                .as((name, value, parameters) -> name + (value == null ? parameters : value));
    }
}
