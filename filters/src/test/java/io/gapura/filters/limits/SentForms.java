package io.gapura.filters.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Body;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Query;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Forms as clients send them, and what becomes of them. */
final class SentForms {
    static final String FORM = "application/x-www-form-urlencoded";
    static final Limits LIMITS = Limits.defaults();

    private SentForms() {}

    static RequestView form(String target, String content) {
        return RequestView.post(target).body(content).header("Content-Type", FORM);
    }

    /** The same with no length declared. */
    static RequestView chunked(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        return RequestView.post("/")
                .withBody(Body.from(() -> new ByteArrayInputStream(bytes), -1))
                .header("Content-Type", FORM);
    }

    static Verdict decide(Limits limits, RequestView request) throws IOException {
        return Pipeline.builder().add(limits).build().decide(request);
    }

    static Query parsed(Limits limits, RequestView request) throws IOException {
        Verdict verdict = decide(limits, request);
        assertThat(verdict.rejection()).isEmpty();
        return verdict.request().form().orElseThrow();
    }

    static void assertRefused(Limits limits, RequestView request, int status, String code, String word)
            throws IOException {
        Rejection rejection = decide(limits, request).rejection().orElseThrow();
        assertThat(rejection.status()).isEqualTo(status);
        assertThat(rejection.code()).isEqualTo(code);
        assertThat(rejection.reason()).isEqualTo(word);
    }
}
