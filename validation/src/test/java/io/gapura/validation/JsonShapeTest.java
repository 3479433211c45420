package io.gapura.validation;

import static io.gapura.validation.Shapes.Address;
import static io.gapura.validation.Shapes.Speed;
import static io.gapura.validation.Shapes.guard;
import static io.gapura.validation.Shapes.wrong;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Rejection;
import io.gapura.filters.Violation;
import io.gapura.validation.constraints.Identifier;
import io.gapura.validation.constraints.PersonName;
import io.gapura.validation.constraints.SafeText;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonShapeTest {
    record NewParcel(
            @NotNull @PersonName String recipient,
            @Min(1) @Max(30_000) int grams,
            @SafeText(max = 5) String note,
            @Size(max = 2) List<@NotNull @Identifier(max = 4) String> tags,
            Address to,
            @Size(max = 3) Address[] via,
            boolean gift,
            Speed speed,

            @DecimalMin("0.5") @DecimalMax(value = "9.5", inclusive = false)
            double weight,

            @Digits(integer = 3, fraction = 2) BigDecimal price,
            @Positive BigInteger count,
            UUID id,
            Instant at,
            Optional<@Size(max = 2) String> code,
            OptionalInt floor,
            @NotBlank String label) {}

    private static final String BASE = "\"recipient\":\"Ayu\",\"label\":\"x\"";

    private static final JsonGuard PARCEL = guard(NewParcel.class);

    private static String parcel(String members) {
        return wrong(PARCEL, "{" + BASE + (members.isEmpty() ? "" : ",") + members + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'grams':1",
                "'grams':30000",
                "'grams':7.0",
                "'grams':7e2",
                "'grams':70e-1",
                "'note':'12345'",
                "'note':null",
                "'note':'😀😀😀😀😀'",
                "'tags':[]",
                "'tags':['a','abcd']",
                "'to':{'street':'x','country':'ID'}",
                "'to':null",
                "'via':[{'street':'x'},null]",
                "'gift':true",
                "'speed':'SLOW'",
                "'speed':'quick'",
                "'weight':0.5",
                "'weight':9",
                "'price':999.99",
                "'price':999.990",
                "'price':-1e2",
                "'count':123456789012345678901234567890",
                "'id':'any text is left to the binding'",
                "'at':'2026-01-01T00:00:00Z'",
                "'code':'ab'",
                "'code':null",
                "'floor':3",
            })
    void whatKeepsTheShapePasses(String members) {
        assertThat(parcel(members.replace('\'', '"'))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'admin':true                         |  body.unknown",
                "'admin':{'a':[{'recipient':1}]}      |  body.unknown",
                "'Recipient':'x'                      |  body.unknown",
                "'grams':0                            | /grams body.range",
                "'grams':30001                        | /grams body.range",
                "'grams':'7'                          | /grams body.type",
                "'grams':7.5                          | /grams body.type",
                "'grams':null                         | /grams body.type",
                "'grams':true                         | /grams body.type",
                "'grams':[7]                          | /grams body.type",
                "'grams':{'a':7}                      | /grams body.type",
                "'grams':99999999999                  | /grams body.range",
                "'grams':1e1001                       | /grams body.range",
                "'grams':1e-1001                      | /grams body.range",
                "'note':'123456'                      | /note text.length",
                "'note':7                             | /note body.type",
                "'note':'\\u0007'                     | /note text.control",
                "'tags':['a','b','c']                 | /tags list.size",
                "'tags':['a',null]                    | /tags/1 body.missing",
                "'tags':['abcde','?']                 | /tags/0 text.length, /tags/1 identifier.character",
                "'tags':'a'                           | /tags body.type",
                "'tags':{'0':'a'}                     | /tags body.type",
                "'to':{}                              | /to/street body.missing",
                "'to':{'street':null}                 | /to/street body.missing",
                "'to':{'street':'a\\nb'}              | /to/street text.line-break",
                "'to':{'street':'a','country':'FR'}   | /to/country body.enum",
                "'to':{'street':'a','x':1}            | /to body.unknown",
                "'to':[]                              | /to body.type",
                "'to':'x'                             | /to body.type",
                "'via':[{'street':'a'},{'street':1}]  | /via/1/street body.type",
                "'via':[null,null,null,null]          | /via list.size",
                "'gift':'true'                        | /gift body.type",
                "'gift':1                             | /gift body.type",
                "'gift':null                          | /gift body.type",
                "'speed':'FAST'                       | /speed body.enum",
                "'speed':0                            | /speed body.type",
                "'weight':0.49                        | /weight body.range",
                "'weight':9.5                         | /weight body.range",
                "'weight':1e400                       | /weight body.range",
                "'weight':'NaN'                       | /weight body.type",
                "'price':1000                         | /price body.range",
                "'price':1.001                        | /price body.range",
                "'count':0                            | /count body.range",
                "'count':1.5                          | /count body.type",
                "'id':7                               | /id body.type",
                "'code':'abc'                         | /code text.length",
                "'floor':'3'                          | /floor body.type",
                "'floor':1.5                          | /floor body.type",
            })
    void whatBreaksItIsNamedByPlaceAndWord(String members, String expected) {
        assertThat(parcel(members.replace('\'', '"')).strip()).isEqualTo(expected.strip());
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(wrong(PARCEL, "{}")).isEqualTo("/label body.missing, /recipient body.missing");
        assertThat(wrong(PARCEL, "{\"recipient\":null,\"label\":\" \\t\"}"))
                .isEqualTo("/label body.missing, /recipient body.missing");
        assertThat(wrong(PARCEL, "[]")).isEqualTo(" body.type");
        assertThat(wrong(PARCEL, "null")).isEmpty();
        assertThat(wrong(PARCEL, "7")).isEqualTo(" body.type");
    }

    @Test
    void theAnswerIs422AndCanBe400AndNeitherHoldsAValue() {
        Rejection rejection = Watched.whole(PARCEL.open(), "{\"secret\":\"canary\",\"note\":\"canary\"}")
                .orElseThrow();
        assertThat(rejection.status()).isEqualTo(422);
        assertThat(rejection.code()).isEqualTo("content-refused");
        assertThat(rejection.hard()).isFalse();
        assertThat(rejection + " " + rejection.violations() + rejection.note()).doesNotContain("secret", "canary");
        assertThat(Watched.whole(PARCEL.contentStatus(400).open(), "{}")
                        .orElseThrow()
                        .status())
                .isEqualTo(400);
    }

    @Test
    void theLimitsOfTheContractAreSaid() {
        List<Violation> found = Watched.whole(
                        PARCEL.open(),
                        "{" + BASE + ",\"note\":\"123456\",\"tags\":[\"a\",\"b\",\"c\"],\"speed\":\"x\","
                                + "\"to\":{\"street\":\"a\",\"country\":\"x\"}}")
                .orElseThrow()
                .violations();
        assertThat(found)
                .containsExactly(
                        new Violation(Violation.Place.BODY, "/note", "text.length", Map.of("min", 0, "max", 5)),
                        new Violation(Violation.Place.BODY, "/speed", "body.enum", Map.of("allowed", "SLOW, quick")),
                        new Violation(Violation.Place.BODY, "/tags", "list.size", Map.of("min", 0, "max", 2)),
                        new Violation(Violation.Place.BODY, "/to/country", "body.enum", Map.of("allowed", "ID, DE")));
    }

    @Test
    void twentyAreToldAndThatThereAreMore() {
        JsonGuard many = guard(new Page().list());
        Rejection twenty = Watched.whole(many.open(), "[" + String.join(",", Collections.nCopies(20, "{}")) + "]")
                .orElseThrow();
        assertThat(twenty.violations()).hasSize(20);
        assertThat(twenty.isTruncated()).isFalse();
        Rejection more = Watched.whole(many.open(), "[" + String.join(",", Collections.nCopies(21, "{}")) + "]")
                .orElseThrow();
        assertThat(more.violations()).hasSize(20);
        assertThat(more.isTruncated()).isTrue();
    }

    /** Types with arguments, as a resource method has them. */
    static final class Page {
        public List<Address> addresses;

        Type list() {
            try {
                return Page.class.getField("addresses").getGenericType();
            } catch (NoSuchFieldException cannotHappen) {
                throw new IllegalStateException(cannotHappen);
            }
        }
    }

    /** What stands before the end of UTF-8 is looked at before that end, wherever the pieces begin: found by Jazzer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0\r\r,,\r\u00ff",
                "0,\u00ff",
                "0 \u00ff",
                "{\"to\":1,\u00ff",
                "{\"to\":1}\r,\u00ff",
                "[1,,\u00ff",
                "1:\u00ff"
            })
    void theVerdictOnContentThatIsNoUtf8DoesNotHangOnThePieces(String document) {
        byte[] bytes = document.getBytes(StandardCharsets.ISO_8859_1);
        Optional<Rejection> whole = Watched.whole(PARCEL.open(), bytes);
        assertThat(whole).isPresent();
        for (int cut = 0; cut <= bytes.length; cut++) {
            assertThat(Watched.cutAt(PARCEL.open(), bytes, cut).map(Rejection::reason))
                    .as("cut at %d", cut)
                    .isEqualTo(whole.map(Rejection::reason));
        }
        assertThat(Watched.byteByByte(PARCEL.open(), bytes).map(Rejection::reason))
                .isEqualTo(whole.map(Rejection::reason));
    }

    @Test
    void structureIsRefusedBeforeMeaning() {
        assertThat(Watched.whole(PARCEL.open(), "{\"x\":1,\"x\":2}").map(Rejection::reason))
                .contains("json.duplicate-key");
        assertThat(Watched.whole(PARCEL.open(), "{" + BASE + "} x").map(Rejection::reason))
                .contains("json.syntax");
    }
}
