package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginAttemptsTest {
    private final Clock clock = new Clock();
    private final LoginAttempts attempts = new LoginAttempts(clock);

    @Test
    void theEleventhWrongPasswordOfAMinuteIsNotLookedAt() {
        useUp("rani");

        assertThat(attempts.take("rani")).isFalse();
        assertThat(attempts.take("rani")).isFalse();
    }

    @Test
    void theNextMinuteBeginsAnew() {
        useUp("rani");
        clock.wait(Duration.ofSeconds(59));
        assertThat(attempts.take("rani")).isFalse();

        clock.wait(Duration.ofSeconds(1));
        assertThat(attempts.take("rani")).isTrue();
    }

    @Test
    void rightPasswordsUseNothingUp() {
        for (int i = 0; i < 10 * LoginAttempts.PER_MINUTE; i++) {
            assertThat(attempts.take("rani")).isTrue();
            attempts.giveBack("rani");
        }
    }

    @Test
    void givingBackNeverMakesMoreThanThereWas() {
        attempts.giveBack("rani");

        useUp("rani");
        assertThat(attempts.take("rani")).isFalse();
    }

    private void useUp(String name) {
        for (int i = 0; i < LoginAttempts.PER_MINUTE; i++) {
            assertThat(attempts.take(name)).isTrue();
        }
    }
}
