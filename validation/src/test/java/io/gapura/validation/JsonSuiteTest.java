package io.gapura.validation;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Rejection;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JSONTestSuite whole: what each file is refused for, in whatever pieces it comes. */
class JsonSuiteTest {
    private static final String PLACE = "validation/json-test-suite/";
    private static final JsonGuard GUARD = JsonGuard.of(JsonLimits.DEFAULTS);

    /** Longer ones are cut at every tenth of their length. */
    private static final int LONG = 2_000;

    /** Every file that is refused for anything but its syntax; {@code n_} files that are not here are no JSON. */
    private static final Map<String, String> WORDS = words("""
            json.depth           n_structure_100000_opening_arrays n_structure_open_array_object
            json.depth           i_structure_500_nested_arrays
            json.encoding        n_array_invalid_utf8 n_object_lone_continuation_byte_in_key_and_trailing_comma
            json.encoding        n_string_invalid_utf8_after_escape n_structure_UTF8_BOM_no_data
            json.encoding        n_structure_incomplete_UTF8_BOM n_structure_null-byte-outside-string
            json.encoding        i_string_UTF-16LE_with_BOM i_string_UTF-8_invalid_sequence
            json.encoding        i_string_UTF8_surrogate_U+D800 i_string_invalid_utf-8 i_string_iso_latin_1
            json.encoding        i_string_lone_utf8_continuation_byte i_string_not_in_unicode_range
            json.encoding        i_string_overlong_sequence_2_bytes i_string_overlong_sequence_6_bytes
            json.encoding        i_string_overlong_sequence_6_bytes_null i_string_truncated-utf-8
            json.encoding        i_string_utf16BE_no_BOM i_string_utf16LE_no_BOM i_structure_UTF-8_BOM_empty_object
            json.encoding        string_1_invalid_codepoint string_2_invalid_codepoints string_3_invalid_codepoints
            json.number          i_number_huge_exp
            json.syntax          i_object_key_lone_2nd_surrogate
            text.surrogate       i_string_1st_surrogate_but_2nd_missing i_string_1st_valid_surrogate_2nd_invalid
            text.surrogate       i_string_incomplete_surrogate_and_escape_valid i_string_incomplete_surrogate_pair
            text.surrogate       i_string_incomplete_surrogates_escape_valid i_string_invalid_lonely_surrogate
            text.surrogate       i_string_invalid_surrogate i_string_inverted_surrogates_U+1D11E
            text.surrogate       i_string_lone_second_surrogate string_1_escaped_invalid_codepoint
            text.surrogate       string_2_escaped_invalid_codepoints string_3_escaped_invalid_codepoints
            json.duplicate-key   y_object_duplicated_key y_object_duplicated_key_and_value
            json.duplicate-key   object_same_key_different_values object_same_key_same_value
            json.duplicate-key   object_same_key_unclear_values
            """);

    private static Map<String, String> words(String table) {
        Map<String, String> words = new TreeMap<>();
        table.lines().map(line -> line.split(" +", -1)).forEach(row -> {
            for (int i = 1; i < row.length; i++) {
                words.put(row[i], row[0]);
            }
        });
        return words;
    }

    static Stream<Path> files() {
        return Stream.of("test_parsing", "test_transform").flatMap(folder -> Shared.files(PLACE + folder).stream());
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".json", "");
    }

    private static String expected(String name) {
        return WORDS.getOrDefault(name, name.startsWith("n_") ? "json.syntax" : "accepted");
    }

    private static String word(java.util.Optional<Rejection> rejection) {
        return rejection.map(Rejection::reason).orElse("accepted");
    }

    @ParameterizedTest
    @MethodSource("files")
    void eachFileIsAcceptedOrRefusedForTheReasonInTheTable(Path file) {
        byte[] document = Shared.read(file);
        assertThat(word(Watched.whole(GUARD.open(), document))).isEqualTo(expected(name(file)));
        assertThat(word(Watched.byteByByte(GUARD.open(), document))).isEqualTo(expected(name(file)));
        int step = document.length > LONG ? document.length / 10 : 1;
        for (int cut = 0; cut <= document.length; cut += step) {
            assertThat(word(Watched.cutAt(GUARD.open(), document, cut)))
                    .as("cut at %d", cut)
                    .isEqualTo(expected(name(file)));
        }
    }

    @Test
    void theCountsAreThoseOfTheSuite() {
        Map<String, Map<Boolean, Long>> counts = files().map(JsonSuiteTest::name)
                .collect(groupingBy(
                        name -> name.matches("[yni]_.*") ? name.substring(0, 1) : "transform",
                        groupingBy(name -> expected(name).equals("accepted"), Collectors.counting())));
        assertThat(counts)
                .isEqualTo(Map.of(
                        "n", Map.of(false, 188L),
                        "y", Map.of(true, 93L, false, 2L),
                        "i", Map.of(true, 9L, false, 26L),
                        "transform", Map.of(true, 13L, false, 9L)));
    }

    @Test
    void everyFileOfTheTableIsThere() {
        List<String> names = files().map(JsonSuiteTest::name).toList();
        assertThat(names).containsAll(WORDS.keySet());
        assertThat(WORDS.entrySet().stream()
                        .collect(groupingBy(Map.Entry::getValue, mapping(Map.Entry::getKey, Collectors.counting()))))
                .containsEntry("json.duplicate-key", 5L);
    }
}
