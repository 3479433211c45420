package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table against a map: whatever is put in and taken out, what lives is found and what is gone is not. */
class NonceTableTest {
    private static final long OF_ONE_STRIPE = -1L >>> NonceTable.STRIPE_BITS;

    private final NonceTable table = new NonceTable();
    private final Map<Long, Integer> model = new HashMap<>();

    private void put(long word, int tag) {
        int place = table.placeFor(word);
        assertThat(place < 0).isEqualTo(model.containsKey(word));
        if (place >= 0) {
            table.put(place, word, tag);
            model.put(word, tag);
        }
    }

    private void drop(int tag) {
        table.drop(tag);
        Map<Long, Integer> gone = new HashMap<>(model);
        model.values().removeIf(kept -> kept == tag);
        gone.forEach((word, kept) -> assertThat(table.placeFor(word) < 0).isEqualTo(kept != tag));
        assertThat(table.size()).isEqualTo(model.size());
    }

    /** Words that differ in few of the bits by which they are placed stand in long runs, across the end as well. */
    @ParameterizedTest
    @ValueSource(longs = {OF_ONE_STRIPE, 0x01F0_0000_0000_00FFL, 0x01FF_0000_0000_0003L, 0x0000_0000_0000_0FFFL})
    void slicesComeAndGoAndNothingElseIsLost(long mask) {
        SplittableRandom random = new SplittableRandom(mask);
        for (int round = 0; round < 400; round++) {
            int count = random.nextInt(40);
            int tag = 1 + random.nextInt(4);
            for (int i = 0; i < count; i++) {
                put(random.nextLong() & mask, tag);
            }
            if (random.nextInt(3) == 0) {
                drop(1 + random.nextInt(4));
            }
        }
        for (int tag = 1; tag <= 4; tag++) {
            drop(tag);
        }
        assertThat(table.size()).isZero();
    }

    @Test
    void theLastSlotsGoOnInTheFirst() {
        for (int i = 0; i < 8; i++) {
            put(OF_ONE_STRIPE - i, 1 + i % 2);
        }
        drop(1);
        put(OF_ONE_STRIPE - 20, 3);
        drop(2);
        assertThat(table.placeFor(OF_ONE_STRIPE - 20)).isNegative();
        assertThat(table.size()).isOne();
    }

    @Test
    void memoryIsGivenBackWhenLittleIsLeft() {
        long empty = table.bytes();
        for (int i = 0; i < 10_000; i++) {
            put((long) i << 30, 1);
        }
        assertThat(table.bytes()).isBetween(10_000L * 12, 10_000L * 17);
        put(7, 2);
        drop(1);
        assertThat(table.bytes()).isEqualTo(empty);
    }
}
