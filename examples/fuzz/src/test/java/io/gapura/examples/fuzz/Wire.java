package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Pipeline;
import io.gapura.filters.RefusedException;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What a fuzzer's bytes become, and what every refusal has to be. */
final class Wire {
    private Wire() {}

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Names and values in turn: a line's first character picks the field, the rest is its value. Others are dropped. */
    static List<String> fields(String text, Map<Character, String> names) {
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            String name = line.isEmpty() ? null : names.get(line.charAt(0));
            if (name != null) {
                lines.add(name);
                lines.add(line.substring(1));
            }
        }
        return lines;
    }

    /** What the gate decides; empty when the request cannot be read, for which the refusal is one of the client's. */
    static Optional<Verdict> decided(Pipeline gate, Supplier<RequestView> reading) throws IOException {
        RequestView view;
        try {
            view = reading.get();
        } catch (RefusedException refused) {
            assertDeclared(refused.rejection());
            return Optional.empty();
        }
        Verdict verdict = gate.decide(view);
        verdict.rejection().ifPresent(Wire::assertDeclared);
        return Optional.of(verdict);
    }

    /** A client's fault in our words: what a policy throws beside them, the gate answers with 500. */
    static void assertDeclared(Rejection refusal) {
        assertThat(refusal.status()).as(refusal.reason()).isBetween(400, 499);
        assertThat(refusal.code()).matches("[a-z][a-z-]+");
        assertThat(refusal.reason()).matches("[a-z][a-z0-9.-]+");
    }
}
