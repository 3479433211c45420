package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineJoinsTest {
    private static final HeaderLine A = new HeaderLine("A", "a");
    private static final HeaderLine B = new HeaderLine("B", "b");

    private final LineJoins joins = new LineJoins();

    @Test
    void theSamePairIsJoinedOnce() {
        List<HeaderLine> own = List.of(A);
        List<HeaderLine> others = List.of(B, new HeaderLine("a", "theirs"));

        assertThat(joins.joined(own, others)).containsExactly(A, B).isSameAs(joins.joined(own, others));
    }

    @Test
    void whatWasJoinedIsRememberedInFurtherJoins() {
        List<HeaderLine> both = joins.joined(List.of(A), List.of(B));
        List<HeaderLine> more = List.of(new HeaderLine("C", "c"));

        assertThat(joins.joined(both, more)).hasSize(3).isSameAs(joins.joined(both, more));
    }

    @Test
    void aListThatCanChangeIsJoinedAnew() {
        List<HeaderLine> own = new ArrayList<>(List.of(A));
        List<HeaderLine> others = List.of(B);
        joins.joined(own, others);
        own.add(new HeaderLine("C", "c"));

        assertThat(joins.joined(own, others)).containsExactly(A, new HeaderLine("C", "c"), B);
    }

    @Test
    void anotherPairInTheSamePlaceIsNotTakenForTheOneBefore() {
        for (int i = 0; i < 1_000; i++) {
            HeaderLine line = new HeaderLine("N", Integer.toString(i));

            assertThat(joins.joined(List.of(A), List.of(line))).containsExactly(A, line);
        }
    }

    @Test
    void nothingAddsNothing() {
        List<HeaderLine> own = List.of(A);

        assertThat(joins.joined(own, List.of())).isSameAs(own);
        assertThat(joins.joined(List.of(), own)).isSameAs(own);
    }
}
