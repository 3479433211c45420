package io.gapura.filters.protect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Everything comes under the current key, whatever happens on the way. */
class ResealingTest {
    private final Sets sets = new Sets();
    private final FieldCipher before = FieldCipher.with(sets.keys("old"));
    private final FieldCipher cipher = FieldCipher.with(sets.keys("new", "old"));
    private final FieldCipher after = FieldCipher.with(sets.keys("new"));
    private final Column column = new Column();

    /** A sorted map as the store, in which somebody may write at any time. */
    private static final class Column implements SealedRows {
        private final TreeMap<String, String> values = new TreeMap<>();
        private final Map<String, String> writes = new TreeMap<>();

        @Override
        public List<SealedRow> after(Optional<String> id, int most) {
            List<SealedRow> rows = new ArrayList<>();
            (id.isEmpty() ? values : values.tailMap(id.get(), false))
                    .entrySet().stream()
                            .limit(most)
                            .forEach(entry -> rows.add(new SealedRow(entry.getKey(), entry.getValue())));
            return rows;
        }

        @Override
        public FieldContext place(SealedRow row) {
            return place(row.id());
        }

        static FieldContext place(String id) {
            return FieldContext.of("people", "recovery", id);
        }

        @Override
        public boolean replace(SealedRow row, String resealed) {
            String other = writes.remove(row.id());
            if (other != null) {
                values.put(row.id(), other);
            }
            return values.replace(row.id(), row.sealed(), resealed);
        }
    }

    private void fill(int rows) {
        for (int i = 0; i < rows; i++) {
            String id = "p%04d".formatted(i);
            column.values.put(id, before.seal("code " + i, Column.place(id)));
        }
    }

    private void requireAllNew() {
        column.values.forEach((id, text) ->
                assertThat(after.open(text, Column.place(id))).isEqualTo("code " + Integer.parseInt(id.substring(1))));
    }

    @Property(tries = 30)
    void everyRowIsReadOnceWhateverTheBatch(
            @ForAll @IntRange(max = 30) int rows, @ForAll @IntRange(min = 1, max = 12) int batch) {
        column.values.clear();
        fill(rows);
        ResealProgress done = Resealing.of(cipher, column).batch(batch).run(Optional.empty(), progress -> true);
        assertThat(done.read()).isEqualTo(rows);
        assertThat(done.resealed()).isEqualTo(rows);
        assertThat(done.isWhole()).isTrue();
        requireAllNew();
    }

    @Test
    void aSecondRunFindsNothingToDo() {
        fill(5);
        Resealing resealing = Resealing.of(cipher, column);
        resealing.run(Optional.empty(), progress -> true);
        ResealProgress again = resealing.run(Optional.empty(), progress -> true);
        assertThat(again.resealed()).isZero();
        assertThat(again.current()).isEqualTo(5);
    }

    @Test
    void itStopsWhenItIsToldToAndGoesOnFromThere() {
        fill(25);
        Resealing resealing = Resealing.of(cipher, column).batch(10);
        ResealProgress stopped = resealing.run(Optional.empty(), progress -> false);
        assertThat(stopped.finished()).isFalse();
        assertThat(stopped.isWhole()).isFalse();
        assertThat(stopped.last()).contains("p0009");
        ResealProgress done = resealing.run(stopped.last(), progress -> true);
        assertThat(done.read()).isEqualTo(15);
        assertThat(done.finished()).isTrue();
        requireAllNew();
    }

    @Test
    void anInterruptStopsItBehindItsBatch() {
        fill(25);
        Thread.currentThread().interrupt();
        ResealProgress stopped = Resealing.of(cipher, column).batch(10).run(Optional.empty(), progress -> true);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(stopped.read()).isEqualTo(10);
        assertThat(stopped.finished()).isFalse();
    }

    @Test
    void itSaysHowFarItIsBehindEachBatch() {
        fill(25);
        List<Optional<String>> saved = new ArrayList<>();
        Resealing.of(cipher, column).batch(10).run(Optional.empty(), progress -> saved.add(progress.last()));
        assertThat(saved).containsExactly(Optional.of("p0009"), Optional.of("p0019"), Optional.of("p0024"));
    }

    @Test
    void whatSomebodyWroteMeanwhileStands() {
        fill(3);
        String theirs = cipher.seal("theirs", Column.place("p0001"));
        column.writes.put("p0001", theirs);
        ResealProgress done = Resealing.of(cipher, column).run(Optional.empty(), progress -> true);
        assertThat(column.values).containsEntry("p0001", theirs);
        assertThat(done.changed()).isEqualTo(1);
        assertThat(done.resealed()).isEqualTo(2);
    }

    @Test
    void whatCannotBeOpenedIsCountedNamedAndLeft() {
        fill(3);
        String moved = column.values.get("p0000");
        column.values.put("p0001", moved);
        ResealProgress done = Resealing.of(cipher, column).run(Optional.empty(), progress -> true);
        assertThat(done.unsealable()).isEqualTo(1);
        assertThat(done.first()).containsExactly("p0001");
        assertThat(done.finished()).isTrue();
        assertThat(done.isWhole()).isFalse();
        assertThat(column.values).containsEntry("p0001", moved);
    }

    @Test
    void aHundredBrokenRowsAreNamedAndAllAreCounted() {
        for (int i = 0; i < 101; i++) {
            column.values.put("p%04d".formatted(i), "nonsense");
        }
        ResealProgress done = Resealing.of(cipher, column).run(Optional.empty(), progress -> true);
        assertThat(done.unsealable()).isEqualTo(101);
        assertThat(done.first()).hasSize(100);
    }

    @Test
    void aBatchHasOneToTenThousandRows() {
        Resealing resealing = Resealing.of(cipher, column);
        assertThat(resealing.batch(1)).isNotNull();
        assertThat(resealing.batch(10_000)).isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> resealing.batch(0));
        assertThatIllegalArgumentException().isThrownBy(() -> resealing.batch(10_001));
    }

    @Test
    void aRowHasNoTextOfItsOwn() {
        assertThat(new SealedRow("rani", "x")).hasToString("SealedRow");
    }
}
