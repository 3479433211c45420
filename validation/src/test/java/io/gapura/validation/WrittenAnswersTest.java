package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.Headers;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.ResponseGuard;
import io.gapura.filters.ResponseView;
import jakarta.ws.rs.GET;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an endpoint may answer, written on it. */
class WrittenAnswersTest {
    public record Item(String name, BigDecimal price) {}

    public record Parcel(
            long id,
            @JsonProperty("to") String recipient,
            List<Item> items,
            Map<String, String> labels,
            Optional<Item> gift,
            LocalDate sentOn,
            @JsonIgnore String secret) {}

    public static class Bean {
        public int open = 1;

        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
        private String password = "canary";

        public String getStreetName() {
            return "a";
        }

        public boolean isPaid() {
            return true;
        }

        public String getPassword() {
            return password;
        }

        public Item[] getItems() {
            return new Item[0];
        }

        public Object getAnything() {
            return Map.of("a", 1);
        }

        public String other() {
            return "b";
        }
    }

    public record Tree(String name, List<Tree> children) {}

    public static final class Resource {
        @GET
        @Contract(
                answers =
                        @Contract.Answers(shape = Parcel.class, headers = "X-Total", mode = Contract.Adoption.ENFORCE))
        public void enforced() {}

        @GET
        @Contract(answers = @Contract.Answers(shape = Parcel.class, members = "/page"))
        public void recorded() {}

        @GET
        @Contract(answers = @Contract.Answers(types = "text/plain", held = "1B", mode = Contract.Adoption.ENFORCE))
        public void text() {}

        @GET
        @Contract(answers = @Contract.Answers(shape = Tree.class))
        public void tree() {}

        @GET
        @Contract(answers = {@Contract.Answers, @Contract.Answers})
        public void twice() {}

        @GET
        public void open() {}
    }

    private static ResponseView json(String content, String... fields) {
        String[] all = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("Content-Type", "application/json"), java.util.Arrays.stream(fields))
                .toArray(String[]::new);
        return ResponseView.of(200, Headers.of(all), ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<ResponseGuard> guards(String name) throws Exception {
        return Pipeline.builder()
                .add(Validation.strict())
                .build()
                .decide(RequestView.get("/").withEndpoint(Decided.endpoint("GET", Resource.class, name)))
                .responseGuards();
    }

    private static String decided(String name, ResponseView answer) throws Exception {
        Decision decision = guards(name).get(0).decide(answer);
        if (decision instanceof Decision.Reject refused) {
            return "refused " + refused.rejection().reason();
        }
        return ((Decision.Proceed) decision)
                .observed().stream().map(Rejection::reason).findFirst().orElse("passes");
    }

    @Test
    void theMembersOfAClassMayLeaveAndNoOthers() throws Exception {
        String parcel = """
                {"id":1,"to":"a","items":[{"name":"b","price":1.5}],"labels":{"x":"y"},
                 "gift":{"name":"c","price":2},"sentOn":"2026-01-01"}""";
        assertThat(decided("enforced", json(parcel, "X-Total", "7"))).isEqualTo("passes");
        assertThat(decided("enforced", json("[{\"id\":1},{\"id\":2}]"))).isEqualTo("passes");
        for (String more : List.of("secret", "recipient", "admin")) {
            assertThat(decided("enforced", json("{\"id\":1,\"" + more + "\":1}")))
                    .isEqualTo("refused answer.members");
        }
        assertThat(decided("enforced", json("{\"items\":[{\"cost\":1}]}"))).isEqualTo("refused answer.members");
        assertThat(decided("enforced", json("{}", "X-Other", "7"))).isEqualTo("refused answer.header");
    }

    @Test
    void untilItIsEnforcedItRecords() throws Exception {
        assertThat(decided("recorded", json("{\"secret\":1}"))).isEqualTo("answer.members");
        assertThat(decided("recorded", json("{\"page\":1,\"id\":2}"))).isEqualTo("passes");
        Validation policy = Validation.strict();
        policy.ruling(Decided.endpoint("GET", Resource.class, "recorded"));
        policy.ruling(Decided.endpoint("GET", Resource.class, "enforced"));
        assertThat(policy.observedAt())
                .isEqualTo(Map.of("GET /recorded", Set.of("answer.type", "answer.header", "answer.members")));
    }

    @Test
    void typesAloneAreCheckedWhereNoMembersAreSaid() throws Exception {
        assertThat(guards("open")).isEmpty();
        assertThat(decided("text", json("{}"))).isEqualTo("refused answer.type");
        assertThat(guards("text").get(0).bound()).isZero();
    }

    @Test
    void whatCannotBeSaidDoesNotStart() {
        for (String name : List.of("tree", "twice")) {
            assertThatThrownBy(() -> Validation.strict().ruling(Decided.endpoint("GET", Resource.class, name)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(name.equals("tree") ? "holds itself" : "answers must be said once");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ResponseContract.of("application/json").shape(Tree.class));
    }

    /** What the binding writes is what is declared: the same names, nothing more. */
    @Test
    void aBeanHasTheMembersThatItsBindingWrites() throws Exception {
        assertThat(AnswerMembers.of(Bean.class, MemberNames.AS_DECLARED))
                .containsExactly(
                        "/anything/*", "/items", "/items/name", "/items/price", "/open", "/paid", "/streetName");
        assertThat(AnswerMembers.of(Bean.class, MemberNames.SNAKE_CASE)).contains("/street_name");
        byte[] written = new ObjectMapper().writeValueAsBytes(new Bean());
        assertThat(MemberPaths.of(List.of(AnswerMembers.of(Bean.class, MemberNames.AS_DECLARED)))
                        .cover(written))
                .isTrue();
        assertThat(new String(written, StandardCharsets.UTF_8)).doesNotContain("canary");
    }
}
