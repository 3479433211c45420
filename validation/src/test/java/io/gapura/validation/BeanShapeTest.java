package io.gapura.validation;

import static io.gapura.validation.Shapes.Address;
import static io.gapura.validation.Shapes.Speed;
import static io.gapura.validation.Shapes.guard;
import static io.gapura.validation.Shapes.wrong;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.gapura.filters.ConfigurationException;
import io.gapura.validation.constraints.FreeText;
import io.gapura.validation.constraints.TextConstraints;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The members that a type has for a binding, and what is open, unbounded or impossible in it. */
class BeanShapeTest {
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
