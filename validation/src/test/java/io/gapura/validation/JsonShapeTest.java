package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Rejection;
import io.gapura.filters.Violation;
import io.gapura.validation.constraints.FreeText;
import io.gapura.validation.constraints.Identifier;
import io.gapura.validation.constraints.OneOf;
import io.gapura.validation.constraints.PersonName;
import io.gapura.validation.constraints.SafeText;
import io.gapura.validation.constraints.SingleLine;
import io.gapura.validation.constraints.TextConstraints;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
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
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonShapeTest {
    enum Speed {
        SLOW,
        @JsonProperty("quick")
        FAST
    }

    record Address(
            @NotNull @SingleLine(max = 20) String street,
            @OneOf({"ID", "DE"}) String country) {}

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

    private static JsonGuard guard(Type type) {
        return JsonGuard.of(JsonLimits.DEFAULTS, JsonShape.of(type));
    }

    /** {@code /pointer code}, joined. */
    private static String wrong(JsonGuard guard, String document) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        Optional<Rejection> whole = Watched.whole(guard.open(), bytes);
        assertThat(shown(Watched.byteByByte(guard.open(), bytes))).isEqualTo(shown(whole));
        return shown(whole);
    }

    private static String shown(Optional<Rejection> rejection) {
        return rejection
                .map(refused -> refused.violations().stream()
                        .map(each -> each.at() + " " + each.code())
                        .collect(Collectors.joining(", ")))
                .orElse("");
    }

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

    @Test
    void structureIsRefusedBeforeMeaning() {
        assertThat(Watched.whole(PARCEL.open(), "{\"x\":1,\"x\":2}").map(Rejection::reason))
                .contains("json.duplicate-key");
        assertThat(Watched.whole(PARCEL.open(), "{" + BASE + "} x").map(Rejection::reason))
                .contains("json.syntax");
    }

    /** A bean as they are written since JavaBeans. */
    public static class Base<T> {
        private T content;
        private String id;

        public void setContent(T content) {
            this.content = content;
        }

        public T getContent() {
            return content;
        }

        public String getId() {
            return id;
        }
    }

    @JsonIgnoreProperties("internal")
    public static class Bean extends Base<@Size(max = 2) List<@NotNull Address>> {
        @NotNull
        private String streetName;

        @JsonProperty("renamed")
        @Max(9)
        private long other;

        public int open;
        public static int shared;

        @JsonIgnore
        public String hidden;

        public String internal;

        @JsonProperty(access = JsonProperty.Access.READ_ONLY)
        public String shown;

        @JsonAlias("old")
        public String young;

        public String getStreetName() {
            return streetName;
        }

        public void setStreetName(String streetName) {
            this.streetName = streetName;
        }

        public void setURL(String url) {}

        public static void setNothing(String none) {}

        @NotNull
        public String getReadOnly() {
            return "";
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'streetName':'x','renamed':9,'open':1,'url':'x','young':'x' | ",
                "'streetName':'x','old':'x'              | ",
                "'streetName':'x','old':'x','young':'x'  | body.unknown",
                "'streetName':'x','content':[{'street':'x'}] | ",
                "'streetName':'x','content':[{}]         | /content/0/street body.missing",
                "'streetName':'x','content':[null]       | /content/0 body.missing",
                "'streetName':'x','content':[1,1,1]      | /content list.size, /content/0 body.type, /content/1 body.type, /content/2 body.type",
                "'open':1                                | /streetName body.missing",
                "'streetName':'x','renamed':10           | /renamed body.range",
                "'streetName':'x','other':1              | body.unknown",
                "'streetName':'x','id':'x'               | body.unknown",
                "'streetName':'x','readOnly':'x'         | body.unknown",
                "'streetName':'x','hidden':'x'           | body.unknown",
                "'streetName':'x','internal':'x'         | body.unknown",
                "'streetName':'x','shown':'x'            | body.unknown",
                "'streetName':'x','shared':1             | body.unknown",
                "'streetName':'x','nothing':'x'          | body.unknown",
                "'streetName':'x','class':'x'            | body.unknown",
            })
    void aBeanHasTheMembersThatCanBeSet(String members, String expected) {
        assertThat(wrong(guard(Bean.class), "{" + members.replace('\'', '"') + "}")
                        .strip())
                .isEqualTo(expected == null ? "" : expected.strip());
    }

    record Named(String streetName, @JsonProperty("asIs") String written, String userURL) {}

    @Test
    void namesAreThoseOfTheBinding() {
        JsonShape snake = JsonShape.of(Named.class, MemberNames.SNAKE_CASE, TextConstraints.standard());
        JsonShape kebab = JsonShape.of(Named.class, MemberNames.KEBAB_CASE, TextConstraints.standard());
        String one = "{\"street_name\":\"x\",\"asIs\":\"x\",\"user_url\":\"x\"}";
        String other = "{\"street-name\":\"x\",\"asIs\":\"x\",\"user-url\":\"x\"}";
        assertThat(wrong(JsonGuard.of(JsonLimits.DEFAULTS, snake), one)).isEmpty();
        assertThat(wrong(JsonGuard.of(JsonLimits.DEFAULTS, kebab), other)).isEmpty();
        assertThat(wrong(JsonGuard.of(JsonLimits.DEFAULTS, kebab), one)).isEqualTo(" body.unknown");
        assertThat(wrong(guard(Named.class), one)).isEqualTo(" body.unknown");
        assertThat(MemberNames.SNAKE_CASE.of("URLName")).isEqualTo("urlname");
    }

    /** Holds itself. */
    record Tree(@Size(max = 3) String name, @Size(max = 9) List<Tree> below) {}

    @Test
    void aTypeMayHoldItself() {
        assertThat(wrong(guard(Tree.class), "{\"below\":[{\"below\":[{\"name\":\"abcd\"}]}]}"))
                .isEqualTo("/below/0/below/0/name text.length");
    }

    @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
    @interface OpenMembers {
        int max();
    }

    record Open(
            @OpenMembers(max = 2) Map<String, @Size(max = 2) String> labels,
            @OpenMembers(max = 1) Object any) {}

    @Test
    void openMembersAreCountedAndTheirNamesNotRepeated() {
        JsonGuard guard = guard(Open.class);
        assertThat(JsonShape.of(Open.class).findings()).isEmpty();
        assertThat(wrong(guard, "{\"labels\":{\"a\":\"x\",\"b\":\"y\"},\"any\":[{\"x\":[1]}]}"))
                .isEmpty();
        assertThat(wrong(guard, "{\"labels\":{\"a\":\"x\",\"b\":\"y\",\"c\":\"z\"}}"))
                .isEqualTo("/labels list.size");
        assertThat(wrong(guard, "{\"any\":{\"a\":{\"b\":1,\"c\":1}}}")).isEqualTo("/any list.size");
        assertThat(wrong(guard, "{\"any\":[1,{\"a\":{\"b\":1,\"c\":1}}]}")).isEqualTo("/any/1 list.size");
        assertThat(wrong(guard, "{\"labels\":{\"secret\":\"xyz\"}}")).isEqualTo("/labels text.length");
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    interface Shape {}

    /** Takes whatever comes. */
    static final class Wrapped {
        @JsonCreator
        static Wrapped of(String text) {
            return new Wrapped();
        }
    }

    record Loose(
            Map<String, String> map,
            Object any,
            Shape shape,
            Wrapped wrapped,
            String text,
            @FreeText("a reason") String free,
            int number,
            @NotEmpty List<Speed> list,
            @NegativeOrZero long ended) {}

    @Test
    void whatIsOpenOrUnboundedIsAFinding() {
        assertThat(JsonShape.of(Loose.class).findings().stream().map(each -> each.code() + " " + each.at()))
                .containsExactlyInAnyOrder(
                        "lint.open-object /map",
                        "lint.unconstrained-parameter /map/*",
                        "lint.open-object /any",
                        "lint.open-object /shape",
                        "lint.open-object /wrapped",
                        "lint.unconstrained-parameter /text",
                        "lint.number-range /number",
                        "lint.array-length /list",
                        "lint.number-range /ended");
        assertThat(JsonShape.of(Loose.class).findings())
                .allMatch(each -> !each.fix().isEmpty());
        assertThat(JsonShape.of(String.class).findings()).hasSize(1);
        assertThat(wrong(guard(Loose.class), "{\"list\":[],\"any\":{\"a\":{}},\"shape\":7,\"wrapped\":[[]]}"))
                .isEqualTo("/list body.missing");
    }

    record Impossible(@Min(2) @Max(1) int number) {}

    @Test
    void whatNoValueCanKeepStopsTheStart() {
        assertThatThrownBy(() -> JsonShape.of(Impossible.class))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("lint.contradiction");
    }

    interface Later {}

    record Grouped(@NotNull(groups = Later.class) String later, Set<@Min(3) Integer> numbers) {}

    @Test
    void constraintsOfOtherGroupsAreLeft() {
        assertThat(wrong(guard(Grouped.class), "{}")).isEmpty();
        assertThat(wrong(guard(Grouped.class), "{\"numbers\":[3,2]}")).isEqualTo("/numbers/1 body.range");
    }
}
