package io.gapura.filters.headers;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CspNonceTest {
    /** Counts octets up, so that each one can be told from the next. */
    private static final class Counting extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private int next;

        @Override
        public void nextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) next++;
            }
        }
    }

    @Test
    void itIs144BitsOfTheRandomnessThatWasGiven() {
        CspNonce nonces = new CspNonce(new Counting());
        for (int i = 0; i < 1_000; i++) {
            byte[] bits = Base64.getDecoder().decode(nonces.next());
            assertThat(bits).hasSize(18);
            for (int j = 0; j < bits.length; j++) {
                assertThat(bits[j]).isEqualTo((byte) (i * 18 + j));
            }
        }
    }

    @Test
    void noneComesTwice() {
        CspNonce nonces = new CspNonce(new SecureRandom());
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            assertThat(seen.add(nonces.next())).isTrue();
        }
    }
}
