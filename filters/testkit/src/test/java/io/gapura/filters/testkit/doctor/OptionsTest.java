package io.gapura.filters.testkit.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private static final Options OPTIONS = Options.standard();

    @Test
    void eachExaminationHasACanaryOfItsOwn() {
        assertThat(OPTIONS.canary()).matches("canary[0-9a-f]{16}");
        assertThat(Options.standard().canary()).isNotEqualTo(OPTIONS.canary());
        assertThat(OPTIONS.intrusive()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "has-dash", "sp ace", "caf\u00e9caf\u00e9", "line\nbreak"})
    void aCanaryIsSixLettersAndDigitsOrMore(String word) {
        assertThatThrownBy(() -> OPTIONS.canary(word)).hasMessageContaining("canary");
    }

    @Test
    void aCanaryHasItsLongest() {
        assertThat(OPTIONS.canary("a".repeat(6)).canary()).hasSize(6);
        assertThat(OPTIONS.canary("a".repeat(64)).canary()).hasSize(64);
        assertThatThrownBy(() -> OPTIONS.canary("a".repeat(65))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no colon", "Name value", ": value", "Na me: x", "A: b\r\nC: d", "A: \u00e9", "A: b\0"})
    void aHeaderCannotCarryAnother(String line) {
        assertThatThrownBy(() -> OPTIONS.header(line)).hasMessageContaining("Name: value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "relative", "http://other/", "/a b", "/a\r\nB: c", "/\u00e9"})
    void aPathIsOneOfThisServer(String path) {
        assertThatThrownBy(() -> OPTIONS.throwing(path)).hasMessageContaining("path");
        assertThatThrownBy(() -> OPTIONS.parameter(path)).hasMessageContaining("path");
    }

    @Test
    void pathsAreBounded() {
        Options most = OPTIONS;
        for (int i = 0; i < 20; i++) {
            most = most.throwing("/" + i);
        }
        Options full = most;
        assertThatThrownBy(() -> full.parameter("/{}")).hasMessageContaining("20");
    }

    @Test
    void timesAndRateAreBounded() {
        assertThat(OPTIONS.timeout(Duration.ofMillis(100)).timeout()).hasMillis(100);
        assertThatThrownBy(() -> OPTIONS.timeout(Duration.ofMillis(99))).hasMessageContaining("timeout");
        assertThat(OPTIONS.timeout(Duration.ofSeconds(60)).timeout()).hasSeconds(60);
        assertThatThrownBy(() -> OPTIONS.timeout(Duration.ofSeconds(61))).hasMessageContaining("timeout");
        assertThat(OPTIONS.within(Duration.ofSeconds(1)).within()).hasSeconds(1);
        assertThatThrownBy(() -> OPTIONS.within(Duration.ofMillis(999))).hasMessageContaining("time for all");
        assertThatThrownBy(() -> OPTIONS.within(Duration.ofHours(2))).hasMessageContaining("time for all");
        assertThat(OPTIONS.perSecond(1).perSecond()).isOne();
        assertThatThrownBy(() -> OPTIONS.perSecond(0)).hasMessageContaining("per second");
        assertThat(OPTIONS.perSecond(1_000).perSecond()).isEqualTo(1_000);
        assertThatThrownBy(() -> OPTIONS.perSecond(1_001)).hasMessageContaining("per second");
    }
}
