package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.Headers;
import io.gapura.filters.Pipeline;
import io.gapura.filters.RefusedException;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import io.gapura.filters.Verdict;
import io.gapura.filters.limits.Firewall;
import io.gapura.filters.limits.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Any header lines are refused with 4xx in our words or let through; nothing else is thrown, nothing is a 500. */
class HeaderFuzz {
    private static final Pipeline GATE =
            Pipeline.builder().add(Firewall.strict()).add(Limits.defaults()).build();

    @FuzzTest(maxDuration = "10s")
    void headerLinesAreRefusedOrLetThrough(byte[] bytes) throws IOException {
        List<String> lines = new ArrayList<>(List.of("Host", "app.example"));
        for (String line : new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1)) {
            int colon = line.indexOf(':');
            lines.add(colon < 0 ? line : line.substring(0, colon));
            lines.add(colon < 0 ? "" : line.substring(colon + 1));
        }
        try {
            RequestView view = RequestView.read(
                    "GET",
                    Target.parse("/"),
                    "http",
                    Headers.of(lines.toArray(String[]::new)),
                    Body.none(),
                    new Client("192.0.2.1"));
            Verdict verdict = GATE.decide(view);
            verdict.rejection()
                    .ifPresent(refusal -> assertThat(refusal.status()).isBetween(400, 499));
        } catch (RefusedException refused) {
            assertThat(refused.rejection().status()).isBetween(400, 499);
        }
    }
}
