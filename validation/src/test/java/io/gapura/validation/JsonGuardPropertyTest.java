package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gapura.filters.Rejection;
import io.gapura.filters.json.JsonPieces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every document, and for everything that is nearly one. */
class JsonGuardPropertyTest {
    private static final JsonLimits LIMITS = new JsonLimits(6, 60, 8, 8, 12, 40, 20);
    private static final JsonGuard GUARD = JsonGuard.of(LIMITS);

    private static final ObjectMapper DATABIND = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final String[] PARTS = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        " ",
        "\n",
        "\t",
        "\"",
        "\\",
        "\"a\"",
        "\"b\"",
        "\"\\u0061\"",
        "\"\\ud83d\\ude00\"",
        "\"\\ud83d\"",
        "\"\\n\"",
        "\"é\"",
        "\"😀\"",
        "\"a,  b\"",
        "\"::,,\"",
        "\"key\":",
        "\"x\" :",
        "0",
        "-1",
        "12",
        "1.5",
        "1e5",
        "1E-2",
        "01",
        "-",
        ".",
        "true",
        "false",
        "null",
        "tru",
        "nul",
        "\u0000",
        "\u001f",
        "/",
        "*",
        "#",
        "\"\"",
        "[1,",
        "{\"a\":1,",
        "[]",
        "{}",
        "[[",
        "]]",
        ", ,",
        "NaN",
        "'",
    };

    private static final String[] SCALARS = {
        "0", "-1", "1.5e3", "true", "false", "null", "\"\"", "\"a\"", "\"a, b\"", "\"\\u00e9\\\\\"", "\"é😀\"", "1e999",
    };

    @Provide
    Arbitrary<String> nearly() {
        return Arbitraries.of(PARTS).list().ofMaxSize(14).map(parts -> String.join("", parts));
    }

    /** A document that is good, but for a name that may stand twice. */
    private static String document(Random random, int depth) {
        int kind = depth == 0 ? 0 : random.nextInt(4);
        if (kind < 2) {
            return SCALARS[random.nextInt(SCALARS.length)];
        }
        List<String> all = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            String value = document(random, depth - 1);
            all.add(kind == 2 ? value : "\"m" + random.nextInt(9) + "\" : " + value);
        }
        return kind == 2 ? "[" + String.join(" ,\n", all) + " ]" : "{" + String.join(",", all) + "}";
    }

    private static String word(Optional<Rejection> rejection) {
        return rejection.map(Rejection::reason).orElse("accepted");
    }

    private static void holds(String document, int cut) throws IOException {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        String whole = word(Watched.whole(GUARD.open(), bytes));
        assertThat(word(Watched.byteByByte(GUARD.open(), bytes))).isEqualTo(whole);
        assertThat(word(Watched.inPieces(GUARD.open(), bytes, 3))).isEqualTo(whole);
        assertThat(word(Watched.cutAt(GUARD.open(), bytes, Math.floorMod(cut, bytes.length + 1))))
                .isEqualTo(whole);
        if (whole.equals("accepted")) {
            assertThat(names(DATABIND.readTree(bytes))).containsExactlyElementsOf(names(bytes));
        }
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.properties().forEach(member -> {
            names.add(member.getKey());
            names.addAll(names(member.getValue()));
        });
        if (node.isArray()) {
            node.forEach(element -> names.addAll(names(element)));
        }
        return names;
    }

    private static List<String> names(byte[] document) throws IOException {
        JsonPieces pieces = JsonPieces.within(128, 1_000, 100).open();
        List<String> names = new ArrayList<>();
        pieces.feed(document, 0, document.length);
        pieces.end();
        for (JsonPieces.Kind kind = pieces.next(); kind != JsonPieces.Kind.END; kind = pieces.next()) {
            if (kind == JsonPieces.Kind.NAME) {
                names.add(pieces.name());
            }
        }
        return names;
    }

    @Property(tries = 4_000)
    void theVerdictDoesNotHangOnThePieces(@ForAll("nearly") String document, @ForAll int cut) throws IOException {
        holds(document, cut);
    }

    @Property(tries = 1_000)
    void aDocumentThatPassesIsReadByOthersWithTheSameNames(@ForAll long seed, @ForAll int cut) throws IOException {
        holds(document(new Random(seed), 5), cut);
    }

    /** One character of a good document is another one. */
    @Property(tries = 2_000)
    void aDocumentThatWasChangedIsStillReadAlike(@ForAll long seed, @ForAll("parts") String part, @ForAll int cut)
            throws IOException {
        Random random = new Random(seed);
        String document = document(random, 5);
        int index = document.offsetByCodePoints(0, random.nextInt(document.codePointCount(0, document.length())));
        int end = document.offsetByCodePoints(index, 1);
        holds(document.substring(0, index) + part + document.substring(end), cut);
    }

    @Provide
    Arbitrary<String> parts() {
        return Arbitraries.of(PARTS);
    }
}
