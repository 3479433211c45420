package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.PathParameters;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Violation;
import io.gapura.validation.constraints.FreeText;
import io.gapura.validation.constraints.Identifier;
import io.gapura.validation.constraints.SafeText;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.MatrixParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceParametersTest {
    private static final Validation STRICT = Validation.strict();

    enum Sort {
        NAME,
        DATE
    }

    /** Declared on an interface, as generated code does. */
    interface Listing {
        @GET
        @Path("find")
        String find(
                @QueryParam("page") @DefaultValue("1") @Min(1) @Max(1_000) int page,
                @QueryParam("sort") Sort sort,
                @QueryParam("tag") @Size(max = 3) List<@Size(max = 4) String> tags,
                @QueryParam("since") java.time.LocalDate since,
                @QueryParam("q") @SafeText(max = 20) String text);
    }

    public static final class Page {
        @QueryParam("from")
        @Min(0)
        @Max(10)
        private int from;

        private int size;

        @QueryParam("size")
        public void setSize(int size) {
            this.size = size;
        }

        @Min(1)
        @Max(50)
        public int getSize() {
            return size + from;
        }
    }

    @Path("r")
    public static class Resource implements Listing {
        @HeaderParam("X-Tenant")
        @Identifier(max = 8)
        private String tenant;

        @Override
        public String find(int page, Sort sort, List<String> tags, java.time.LocalDate since, String text) {
            return tenant;
        }

        @GET
        public void required(
                @QueryParam("id") @NotNull UUID id,
                @HeaderParam("Idempotency-Key") @NotNull @Identifier(max = 36) String key,
                @CookieParam("seen") @Pattern(regexp = "[a-z]{1,8}") @Size(max = 8) String seen) {}

        @GET
        public void item(
                @PathParam("id") @Positive @Max(99) long id, @PathParam("rest") @FreeText("handed on") String rest) {}

        @GET
        public void matrix(@MatrixParam("colour") @Size(max = 5) String colour) {}

        @GET
        public void bean(@BeanParam Page page) {}

        @GET
        public void price(
                @QueryParam("least") @DecimalMin("0.5") @DecimalMax(value = "9.5", inclusive = false) BigDecimal least,
                @QueryParam("exact") @Digits(integer = 3, fraction = 2) BigDecimal exact,
                @QueryParam("many") @Size(min = 1, max = 2) Set<@Min(1) @Max(9) Integer> many) {}

        @GET
        public void nothing() {}

        @POST
        public void form(@FormParam("name") @NotNull @SafeText(max = 10) String name) {}
    }

    private static RequestView get(String query) {
        return RequestView.get("/r" + query);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    find, ''
                    find, ?page=1
                    find, ?page=1000
                    find, ?sort=NAME&since=2024-02-29
                    find, ?tag=a&tag=bcde&tag=
                    find, ?q=it%27s%20%3C3
                    bean, ?from=0&size=1
                    bean, ?from=10&size=50
                    price, ?least=0.5&exact=123.45&many=1
                    price, ?least=9.49&exact=-0.01&many=1&many=9
                    nothing, ''
                    """)
    void whatKeepsTheContractPasses(String name, String query) {
        Decided.passes(STRICT, get(query), Resource.class, name);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    find, ?page=0, QUERY page param.range
                    find, ?page=1001, QUERY page param.range
                    find, ?page=, QUERY page param.type
                    find, ?page=%2B1, QUERY page param.type
                    find, ?page=1&page=2, QUERY page param.repeated
                    find, ?sort=name, QUERY sort param.enum
                    find, ?since=2023-02-29, QUERY since param.type
                    find, ?tag=a&tag=b&tag=c&tag=d, QUERY tag param.count
                    find, ?tag=abcde, QUERY tag param.length
                    find, ?q=aaaaaaaaaaaaaaaaaaaaa, QUERY q text.length
                    find, ?q=%E2%80%AE, QUERY q text.bidi
                    find, ?other=1, QUERY param.unknown
                    find, ?Page=1, QUERY param.unknown
                    bean, ?from=11, QUERY from param.range
                    bean, ?size=51, QUERY size param.range
                    bean, ?size=x, QUERY size param.type
                    price, ?least=0.49, QUERY least param.range
                    price, ?least=9.5, QUERY least param.range
                    price, ?exact=1234, QUERY exact param.range
                    price, ?exact=1.234, QUERY exact param.range
                    price, ?many=10, QUERY many param.range
                    price, ?many=1&many=2&many=3, QUERY many param.count
                    nothing, ?a=1, QUERY param.unknown
                    """)
    void whatBreaksItIsNamedByPlaceAndWord(String name, String query, String word) {
        Rejection refused = Decided.refused(STRICT, get(query), Resource.class, name);
        assertThat(refused).returns(400, Rejection::status).returns("parameters-refused", Rejection::code);
        assertThat(refused.hard()).isFalse();
        if (name.equals("price") && query.startsWith("?least") || query.startsWith("?exact")) {
            assertThat(Decided.words(refused)).contains(word);
        } else {
            assertThat(Decided.words(refused)).containsExactly(word);
        }
    }

    @Test
    void missingOnesAreNamedTogether() {
        assertThat(Decided.words(Decided.refused(STRICT, get(""), Resource.class, "required")))
                .containsExactly("QUERY id param.required", "HEADER Idempotency-Key param.required");
    }

    @Test
    void headersAndCookiesAreHeldWhereTheyAreDeclared() {
        RequestView whole = get("?id=123e4567-e89b-12d3-a456-426614174000")
                .header("idempotency-key", "a.b-c")
                .header("Cookie", "other=1; seen=abc")
                .header("X-Anything", "at all");
        Decided.passes(STRICT, whole, Resource.class, "required");
        assertThat(Decided.words(
                        Decided.refused(STRICT, whole.header("Idempotency-Key", "d"), Resource.class, "required")))
                .containsExactly("HEADER Idempotency-Key param.repeated");
        assertThat(Decided.words(
                        Decided.refused(STRICT, whole.header("Cookie", "seen=abc"), Resource.class, "required")))
                .containsExactly("COOKIE seen cookie.repeated");
        RequestView other = get("?id=123e4567-e89b-12d3-a456-426614174000")
                .header("Idempotency-Key", "a b")
                .header("Cookie", "seen=ABC")
                .header("X-Tenant", "acme/1");
        assertThat(Decided.words(Decided.refused(STRICT, other, Resource.class, "required")))
                .containsExactly(
                        "HEADER Idempotency-Key identifier.character",
                        "HEADER X-Tenant identifier.character",
                        "COOKIE seen param.pattern");
    }

    @Test
    void aPathParameterIsHeldBeforeTheRuntimeConvertsIt() {
        PathParameters good = name -> List.of(name.equals("id") ? "99" : "anything");
        PathParameters bad = name -> List.of(name.equals("id") ? "100" : "");
        PathParameters twice = name -> name.equals("id") ? List.of("1", "2") : List.of();
        Decided.passes(STRICT, get("").withPathParameters(good), Resource.class, "item");
        assertThat(Decided.words(Decided.refused(STRICT, get("").withPathParameters(bad), Resource.class, "item")))
                .containsExactly("TARGET id param.range");
        assertThat(Decided.words(Decided.refused(STRICT, get("").withPathParameters(twice), Resource.class, "item")))
                .containsExactly("TARGET id param.repeated");
    }

    @Test
    void aParameterOfASegmentIsHeldToo() {
        Decided.passes(STRICT, RequestView.get("/r;colour=red"), Resource.class, "matrix");
        assertThat(Decided.words(
                        Decided.refused(STRICT, RequestView.get("/r;colour=yellow"), Resource.class, "matrix")))
                .containsExactly("TARGET colour param.length");
        assertThat(Decided.words(Decided.refused(STRICT, RequestView.get("/r;size=1"), Resource.class, "nothing")))
                .containsExactly("TARGET param.unknown");
    }

    private static RequestView form(String content) {
        return RequestView.post("/r")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body(content);
    }

    @Test
    void aFormIsReadAndHeldLikeAQuery() throws Exception {
        Decision decision = Decided.of(STRICT, form("name=Ayu"), Resource.class, "form");
        assertThat(((Decision.Proceed) decision)
                        .request()
                        .orElseThrow()
                        .form()
                        .orElseThrow()
                        .all("name"))
                .containsExactly("Ayu");
        assertThat(Decided.words(Decided.refused(STRICT, form("name=a&name=b"), Resource.class, "form")))
                .containsExactly("FORM name param.repeated");
        assertThat(Decided.words(Decided.refused(STRICT, form("name=aaaaaaaaaaa&x=1"), Resource.class, "form")))
                .containsExactly("FORM param.unknown", "FORM name text.length");
        assertThat(Decided.words(Decided.refused(STRICT, form("other=1"), Resource.class, "form")))
                .containsExactly("FORM param.unknown", "FORM name param.required");
        assertThat(Decided.words(Decided.refused(STRICT, form(""), Resource.class, "form")))
                .containsExactly("FORM name param.required");
    }

    @Test
    void aQueryIsNoForm() {
        assertThat(Decided.words(Decided.refused(
                        STRICT,
                        RequestView.post("/r?name=Ayu")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .body("name=Ayu"),
                        Resource.class,
                        "form")))
                .containsExactly("QUERY param.unknown");
    }

    @Test
    void neitherTheValueNorAnUndeclaredNameIsRepeated() {
        Rejection refused = Decided.refused(STRICT, get("?canary=1&page=canary"), Resource.class, "find");
        assertThat(refused.violations().toString() + refused.note() + refused).doesNotContain("canary");
    }

    @Test
    void anAnswerNamesTwentyAndSaysThatThereAreMore() {
        StringBuilder query = new StringBuilder("?page=0");
        for (int i = 0; i < 30; i++) {
            query.append("&n").append(i).append("=1");
        }
        Rejection refused = Decided.refused(STRICT, get(query.toString()), Resource.class, "find");
        assertThat(refused.isTruncated()).isTrue();
        assertThat(refused.violations()).contains(new Violation(Violation.Place.QUERY, "page", "param.range"));
    }

    @Test
    void theWordsOfAnEnumAndTheEndsOfALengthGoWithTheAnswer() {
        assertThat(Decided.refused(STRICT, get("?sort=x"), Resource.class, "find")
                        .violations()
                        .get(0)
                        .params())
                .containsEntry("allowed", "DATE, NAME");
        assertThat(Decided.refused(STRICT, get("?tag=abcde"), Resource.class, "find")
                        .violations()
                        .get(0)
                        .params())
                .containsEntry("max", 4);
    }

    @Test
    void whatIsShadowedAloneIsRecordedAndTheRestRefused() {
        Validation adopting = STRICT.shadowing(Set.of("param.unknown"));
        Decision recorded = Decided.of(adopting, get("?other=1"), Resource.class, "find");
        assertThat(((Decision.Proceed) recorded).observed())
                .singleElement()
                .satisfies(would -> assertThat(Decided.words(would)).containsExactly("QUERY param.unknown"));
        Decision both = Decided.of(adopting, get("?other=1&page=0"), Resource.class, "find");
        assertThat(Decided.words(((Decision.Reject) both).rejection())).containsExactly("QUERY page param.range");
        assertThat(((Decision.Reject) both).observed())
                .singleElement()
                .satisfies(would -> assertThat(Decided.words(would)).containsExactly("QUERY param.unknown"));
    }
}
