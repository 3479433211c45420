package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gapura.filters.Query;
import io.gapura.filters.RefusedException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** A query is refused in our words or read; what was read, written again, is read the same. */
class QueryFuzz {
    @FuzzTest(maxDuration = "10s")
    void aQueryIsReadOnceOrRefused(byte[] bytes) {
        Query query;
        try {
            query = Query.parse(new String(bytes, StandardCharsets.ISO_8859_1));
        } catch (RefusedException refused) {
            assertThat(refused.rejection().status()).isEqualTo(400);
            return;
        }
        String written = query.asMap().entrySet().stream()
                .flatMap(
                        entry -> entry.getValue().stream().map(value -> encoded(entry.getKey()) + "=" + encoded(value)))
                .collect(Collectors.joining("&"));
        assertThat(Query.parse(written).asMap()).isEqualTo(query.asMap());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
