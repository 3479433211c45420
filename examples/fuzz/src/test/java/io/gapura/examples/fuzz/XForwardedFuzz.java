package io.gapura.examples.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gapura.filters.TrustedProxies;
import java.util.List;
import java.util.Map;

/** {@code X-Forwarded-*} of a trusted proxy name one client or are refused, with {@code Forwarded} beside them too. */
class XForwardedFuzz {
    private static final TrustedProxies TRUSTED =
            TrustedProxies.of(TrustedProxies.Family.X_FORWARDED, ProxySayings.NETWORK);
    private static final List<String> FORGED = List.of("X-Forwarded-For", "203.0.113.99");
    private static final Map<Character, String> NAMES = Map.of(
            'f', "X-Forwarded-For",
            'p', "X-Forwarded-Proto",
            'h', "X-Forwarded-Host",
            'o', "X-Forwarded-Port",
            'r', "Forwarded");

    @FuzzTest(maxDuration = "30s")
    void onlyATrustedProxySaysWhoTheClientIs(byte[] bytes) {
        List<String> fields = Wire.fields(Wire.text(bytes), NAMES);
        ProxySayings.assertThatAStrangerSaysNothing(TRUSTED, fields);
        ProxySayings.assertThatAProxySaysOneThing(TRUSTED, fields, FORGED);
    }
}
