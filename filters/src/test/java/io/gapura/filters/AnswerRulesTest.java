package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnswerRulesTest {
    private static final HeaderLine STORE = new HeaderLine("Cache-Control", "no-store");
    private static final HeaderLine FRAME = new HeaderLine("X-Frame-Options", "DENY");

    @Test
    void rulesOfTwoPoliciesAreBothKeptAndTheFirstLineStays() throws IOException {
        AnswerRules first = AnswerRules.none()
                .unlessSaid(List.of(STORE))
                .onSuccess(List.of(FRAME))
                .without(Set.of("Server"));
        AnswerRules second = AnswerRules.none()
                .unlessSaid(List.of(new HeaderLine("cache-control", "public"), FRAME))
                .onSuccess(List.of(new HeaderLine("X-FRAME-options", "SAMEORIGIN"), STORE))
                .without(Set.of("X-Powered-By"));
        AnswerRules both = decided(first, second).answerRules();
        assertThat(both.unlessSaid()).containsExactly(STORE, FRAME);
        assertThat(both.onSuccess()).containsExactly(FRAME, STORE);
        assertThat(both.removes("server")).isTrue();
        assertThat(both.removes("x-powered-by")).isTrue();
        assertThat(both.removes("Date")).isFalse();
        assertThat(both.yielding("x-frame-options")).isEqualTo(1);
        assertThat(both.yielding("Server")).isEqualTo(-1);
    }

    @Test
    void noneAddsNothing() throws IOException {
        AnswerRules rules = AnswerRules.none().without(Set.of("Server"));
        assertThat(decided(AnswerRules.none(), rules).answerRules()).isSameAs(rules);
        assertThat(decided(rules, AnswerRules.none()).answerRules()).isSameAs(rules);
        assertThat(decided().answerRules()).isSameAs(AnswerRules.none());
        assertThat(AnswerRules.none().removesAny()).isFalse();
        assertThat(AnswerRules.none().removes("Server")).isFalse();
    }

    @Test
    void rulesOfOnePolicyAreJoinedAsThoseOfTwo() throws IOException {
        Rules rules = Rules.of(
                Set.of(),
                request -> Decision.proceed().answerRules(AnswerRules.none().unlessSaid(List.of(STORE))),
                request -> Decision.proceed().answerRules(AnswerRules.none().onSuccess(List.of(FRAME))));
        Decision.Proceed left = (Decision.Proceed) rules.decide(RequestView.get("/"));
        assertThat(left.answerRules().unlessSaid()).containsExactly(STORE);
        assertThat(left.answerRules().onSuccess()).containsExactly(FRAME);
    }

    @Test
    void asManyHeadersYieldAsANumberHasBits() {
        List<HeaderLine> most = IntStream.range(0, 64)
                .mapToObj(i -> new HeaderLine("X-" + i, "v"))
                .toList();
        assertThat(AnswerRules.none().unlessSaid(most).yielding("x-63")).isEqualTo(63);
        List<HeaderLine> more = IntStream.range(0, 65)
                .mapToObj(i -> new HeaderLine("X-" + i, "v"))
                .toList();
        assertThatThrownBy(() -> AnswerRules.none().unlessSaid(more)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Verdict decided(AnswerRules... rules) throws IOException {
        Pipeline.Builder builder = Pipeline.builder();
        for (int i = 0; i < rules.length; i++) {
            AnswerRules own = rules[i];
            builder.add(Policy.of("p" + i, request -> Decision.proceed().answerRules(own)));
        }
        return builder.build().decide(RequestView.get("/"));
    }
}
