package io.gapura.examples.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gapura.filters.TrustedProxies;
import java.util.ArrayList;
import java.util.List;

/** {@code Forwarded} of a trusted proxy names one client or is refused; that of a stranger is nothing. */
class ForwardedFuzz {
    private static final TrustedProxies TRUSTED =
            TrustedProxies.of(TrustedProxies.Family.FORWARDED, ProxySayings.NETWORK);
    private static final List<String> FORGED = List.of("Forwarded", "for=203.0.113.99;proto=https;host=forged.example");

    @FuzzTest(maxDuration = "30s")
    void onlyATrustedProxySaysWhoTheClientIs(byte[] bytes) {
        List<String> fields = new ArrayList<>();
        for (String line : Wire.text(bytes).split("\n", -1)) {
            fields.add("Forwarded");
            fields.add(line);
        }
        ProxySayings.assertThatAStrangerSaysNothing(TRUSTED, fields);
        ProxySayings.assertThatAProxySaysOneThing(TRUSTED, fields, FORGED);
    }
}
