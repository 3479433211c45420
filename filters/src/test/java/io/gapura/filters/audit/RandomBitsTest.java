package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomBitsTest {
    /** Counts how often it is asked, and gives zeros. */
    private static final class Zeros extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private int asked;

        @Override
        public void nextBytes(byte[] bytes) {
            asked++;
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @Test
    void noDrawIsLikeAnotherEvenUnderOneKey() {
        RandomBits bits = new RandomBits(new Zeros());
        Set<ByteBuffer> seen = new HashSet<>();
        for (int i = 0; i < 64; i++) {
            byte[] drawn = new byte[4_090];
            bits.fill(drawn);
            for (int at = 0; at + 16 <= drawn.length; at += 16) {
                seen.add(ByteBuffer.wrap(drawn.clone(), at, 16).slice());
            }
        }

        assertThat(seen).hasSize(64 * (4_090 / 16));
    }

    @Test
    void whatLiesInTheTargetIsNoPartOfIt() {
        byte[] one = new byte[64];
        byte[] other = new byte[64];
        other[7] = 1;
        new RandomBits(new Zeros()).fill(one);
        new RandomBits(new Zeros()).fill(other);

        assertThat(one).isEqualTo(other);
    }

    @Test
    void theSourceIsAskedForANewKeyNowAndThen() {
        Zeros source = new Zeros();
        RandomBits bits = new RandomBits(source);
        for (int i = 0; i < 64; i++) {
            bits.fill(new byte[10]);
        }
        assertThat(source.asked).isEqualTo(1);
        bits.fill(new byte[10]);
        assertThat(source.asked).isEqualTo(2);
    }

    @Test
    void twoOfOneSourceDifferAndAboutHalfOfTheBitsAreSet() {
        SecureRandom source = new SecureRandom();
        byte[] one = new byte[4_096];
        byte[] other = new byte[4_096];
        new RandomBits(source).fill(one);
        new RandomBits(source).fill(other);

        assertThat(one).isNotEqualTo(other);
        int set = 0;
        for (byte each : one) {
            set += Integer.bitCount(each & 0xFF);
        }
        assertThat(set).isBetween(15_800, 16_968); // of 32,768, six deviations
    }
}
