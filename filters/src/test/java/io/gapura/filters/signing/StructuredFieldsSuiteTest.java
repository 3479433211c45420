package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The working group's suite for RFC 9651, each case a test. */
class StructuredFieldsSuiteTest {
    private static final List<String> PARSING = List.of(
            "binary",
            "boolean",
            "date",
            "dictionary",
            "display-string",
            "examples",
            "item",
            "key-generated",
            "large-generated",
            "list",
            "listlist",
            "number-generated",
            "number",
            "param-dict",
            "param-list",
            "param-listlist",
            "string-generated",
            "string",
            "token-generated",
            "token");
    private static final List<String> WRITING =
            List.of("key-generated", "number", "string-generated", "token-generated");
    /** The choices that the RFC leaves open, pinned. */
    private static final List<String> REFUSED_BY_CHOICE = List.of("bad padding", "non-zero pad bits");

    static Stream<Arguments> parsing() {
        return PARSING.stream().flatMap(file -> cases(file + ".json"));
    }

    static Stream<Arguments> writing() {
        return WRITING.stream().flatMap(file -> cases("serialisation-tests/" + file + ".json"));
    }

    @Test
    void theSuiteIsWhole() {
        assertThat(parsing()).hasSize(1_591);
        assertThat(writing()).hasSize(544);
    }

    private static Stream<Arguments> cases(String file) {
        return Vectors.maps(Vectors.read("structured-fields/" + file)).stream()
                .map(test -> Arguments.of(file + ": " + test.get("name"), test));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parsing")
    void aFieldIsReadAsTheSuiteSaysAndWrittenInItsCanonicalForm(String name, Map<String, Object> test)
            throws MalformedFieldException {
        String raw = String.join(
                ", ",
                Vectors.list(test.get("raw")).stream().map(String.class::cast).toList());
        if (test.get("must_fail") == Boolean.TRUE || REFUSED_BY_CHOICE.contains(test.get("name"))) {
            assertThatThrownBy(() -> written(test, raw)).isInstanceOf(MalformedFieldException.class);
            return;
        }
        String canonical = String.join(
                ", ",
                Vectors.list(test.getOrDefault("canonical", test.get("raw"))).stream()
                        .map(String.class::cast)
                        .toList());
        assertThat(written(test, raw)).isEqualTo(canonical);
        assertThat(comparable(test, raw)).isEqualTo(expected(test));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("writing")
    void aValueIsWrittenAsTheSuiteSaysOrRefusedWhenItIsMade(String name, Map<String, Object> test) {
        if (test.get("must_fail") == Boolean.TRUE) {
            assertThatThrownBy(() -> written(test)).isInstanceOf(IllegalArgumentException.class);
        } else {
            assertThat(written(test))
                    .isEqualTo(Vectors.list(test.get("canonical")).get(0));
        }
    }

    private static String written(Map<String, Object> test, String raw) throws MalformedFieldException {
        return switch (Vectors.text(test, "header_type")) {
            case "dictionary" -> FieldWriter.dictionary(StructuredFields.dictionary(raw));
            case "list" -> FieldWriter.list(StructuredFields.list(raw));
            default -> FieldWriter.value(StructuredFields.item(raw));
        };
    }

    private static Object comparable(Map<String, Object> test, String raw) throws MalformedFieldException {
        return switch (Vectors.text(test, "header_type")) {
            case "dictionary" ->
                StructuredFields.dictionary(raw).asMap().entrySet().stream()
                        .map(entry -> List.of(entry.getKey(), plain(entry.getValue())))
                        .toList();
            case "list" ->
                StructuredFields.list(raw).stream()
                        .map(StructuredFieldsSuiteTest::plain)
                        .toList();
            default -> plain(StructuredFields.item(raw));
        };
    }

    /** What was parsed, in the plain terms of {@link #expected}. */
    private static Object plain(Member member) {
        Object value = member instanceof Member.InnerList list
                ? list.items().stream().map(StructuredFieldsSuiteTest::plain).toList()
                : plain(((Member.Item) member).value());
        List<Object> parameters = new ArrayList<>();
        member.parameters().asMap().forEach((key, item) -> parameters.add(List.of(key, plain(item))));
        return List.of(value, parameters);
    }

    private static Object plain(BareItem item) {
        if (item instanceof BareItem.Bytes bytes) {
            return "bytes " + new java.math.BigInteger(1, prefixed(bytes.value()));
        }
        if (item instanceof BareItem.Int number) {
            return number;
        }
        return item;
    }

    private static byte[] prefixed(byte[] value) {
        byte[] prefixed = new byte[value.length + 1];
        prefixed[0] = 1;
        System.arraycopy(value, 0, prefixed, 1, value.length);
        return prefixed;
    }

    private static Object expected(Map<String, Object> test) {
        List<?> expected = Vectors.list(test.get("expected"));
        return switch (Vectors.text(test, "header_type")) {
            case "dictionary" ->
                expected.stream()
                        .map(entry -> List.of(
                                Vectors.list(entry).get(0),
                                plain(member(Vectors.list(entry).get(1)))))
                        .toList();
            case "list" -> expected.stream().map(m -> plain(member(m))).toList();
            default -> plain(member(expected));
        };
    }

    private static String written(Map<String, Object> test) {
        List<?> expected = Vectors.list(test.get("expected"));
        switch (Vectors.text(test, "header_type")) {
            case "dictionary" -> {
                Map<String, Member> members = new LinkedHashMap<>();
                for (Object entry : expected) {
                    members.put(
                            (String) Vectors.list(entry).get(0),
                            member(Vectors.list(entry).get(1)));
                }
                return FieldWriter.dictionary(Keyed.of(members));
            }
            case "list" -> {
                return FieldWriter.list(
                        expected.stream().map(StructuredFieldsSuiteTest::member).toList());
            }
            default -> {
                return FieldWriter.value(member(expected));
            }
        }
    }

    /** A member as the suite writes it: value and parameters. */
    private static Member member(Object json) {
        Object value = Vectors.list(json).get(0);
        Map<String, BareItem> parameters = new LinkedHashMap<>();
        for (Object parameter : Vectors.list(Vectors.list(json).get(1))) {
            parameters.put(
                    (String) Vectors.list(parameter).get(0),
                    bare(Vectors.list(parameter).get(1)));
        }
        if (value instanceof List<?> items) {
            return new Member.InnerList(
                    items.stream().map(item -> (Member.Item) member(item)).toList(), Keyed.of(parameters));
        }
        return new Member.Item(bare(value), Keyed.of(parameters));
    }

    private static BareItem bare(Object json) {
        if (json instanceof Long number) {
            return new BareItem.Int(number);
        }
        if (json instanceof BigDecimal decimal) {
            return new BareItem.Decimal(decimal);
        }
        if (json instanceof String string) {
            return new BareItem.Str(string);
        }
        if (json instanceof Boolean bool) {
            return new BareItem.Bool(bool);
        }
        Map<String, Object> typed = Vectors.map(json);
        return switch (Vectors.text(typed, "__type")) {
            case "token" -> new BareItem.Token(Vectors.text(typed, "value"));
            case "binary" -> new BareItem.Bytes(base32(Vectors.text(typed, "value")));
            case "date" -> new BareItem.Date((Long) typed.get("value"));
            default -> new BareItem.Display(Vectors.text(typed, "value"));
        };
    }

    private static byte[] base32(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long bits = 0;
        int count = 0;
        for (char c : text.replace("=", "").toCharArray()) {
            bits = bits << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c);
            count += 5;
            if (count >= 8) {
                count -= 8;
                out.write((int) (bits >> count));
            }
        }
        return out.toByteArray();
    }
}
