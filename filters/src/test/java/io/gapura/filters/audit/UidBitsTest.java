package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class UidBitsTest {
    private static UUID next(UidBits bits, long time) {
        byte[] target = new byte[EventLine.ID_LENGTH];
        bits.put(time, target, 0);
        String text = new String(target, StandardCharsets.US_ASCII);
        UUID uid = UUID.fromString(text);
        assertThat(uid.toString()).isEqualTo(text);
        return uid;
    }

    @Property
    void anIdIsAVersion7OfThatTime(@ForAll @LongRange(max = (1L << 48) - 1) long time) {
        UUID uid = next(new UidBits(new SecureRandom()), time);

        assertThat(uid.getMostSignificantBits() >>> 16).isEqualTo(time);
        assertThat(uid.version()).isEqualTo(7);
        assertThat(uid.variant()).isEqualTo(2);
    }

    @Property
    void aTimeIsNotThatOfTheIdBefore(
            @ForAll @LongRange(max = (1L << 48) - 1) long time, @ForAll @LongRange(min = 0, max = 200_000) long later) {
        UidBits bits = new UidBits(new SecureRandom());
        for (long each : new long[] {time, time, Math.max(0, time - later), time ^ 1L << 47, time}) {
            assertThat(next(bits, each).getMostSignificantBits() >>> 16).isEqualTo(each);
        }
    }

    @Test
    void noIdComesTwiceAndEachBitIsRandom() {
        UidBits bits = new UidBits(new SecureRandom());
        Set<UUID> seen = new HashSet<>();
        long highOnes = 0;
        long highZeros = 0;
        long lowOnes = 0;
        long lowZeros = 0;
        for (int i = 0; i < 2_000; i++) { // several draws
            UUID uid = next(bits, 0);
            seen.add(uid);
            highOnes |= uid.getMostSignificantBits();
            highZeros |= ~uid.getMostSignificantBits();
            lowOnes |= uid.getLeastSignificantBits();
            lowZeros |= ~uid.getLeastSignificantBits();
        }

        assertThat(seen).hasSize(2_000);
        assertThat(highOnes & highZeros).isEqualTo(0x0FFF);
        assertThat(lowOnes & lowZeros).isEqualTo(0x3FFF_FFFF_FFFF_FFFFL);
    }
}
