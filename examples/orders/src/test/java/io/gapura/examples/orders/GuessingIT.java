package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Somebody guesses, and nobody else is there: names share counters, so whoever came beside might be refused as well. */
class GuessingIT extends RunningDemo {
    private int guess() throws Exception {
        String wrong = "{\"name\":\"wira\",\"code\":\"AAAA-AAAA-AAAA-AAAA\",\"password\":\"a new one of hers\"}";
        return client.post("/api/recovery", wrong, Map.of("Content-Type", "application/json"))
                .statusCode();
    }

    @Test
    void guessingEndsAfterTenTries() throws Exception {
        int refused = 0;
        int status = guess();
        // a minute may end on the way, and then counting begins anew
        while (status == 403) {
            refused++;
            assertThat(refused).isLessThanOrEqualTo(10 * LoginAttempts.PER_MINUTE);
            status = guess();
        }
        assertThat(status).isEqualTo(429);
        assertThat(refused).isGreaterThanOrEqualTo(LoginAttempts.PER_MINUTE);
    }
}
