package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gapura.filters.Body;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Query;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.filters.limits.Limits;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A form is refused in our words, or read within its bounds and as another reader reads it. */
class FormFuzz {
    private static final Pipeline GATE =
            Pipeline.builder().add(Limits.defaults()).build();

    @FuzzTest(maxDuration = "30s")
    void aFormIsReadAsOthersReadItOrRefused(byte[] bytes) throws IOException {
        RequestView request = RequestView.post("/?page=1")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .withBody(Body.of(bytes));
        Verdict verdict = GATE.decide(request);
        verdict.rejection().ifPresent(Wire::assertDeclared);
        if (verdict.rejection().isPresent() || bytes.length == 0) {
            return;
        }
        Query form = verdict.request().form().orElseThrow();
        assertThat(form.size()).isLessThanOrEqualTo(100);
        assertThat(form.asMap().keySet()).allMatch(name -> name.length() <= 128).doesNotContain("page");
        assertThat(form.asMap()).isEqualTo(byTheJdk(Wire.text(bytes)));
    }

    private static Map<String, List<String>> byTheJdk(String content) {
        Map<String, List<String>> form = new LinkedHashMap<>();
        for (String pair : content.split("&", -1)) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                String value = parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
                form.computeIfAbsent(URLDecoder.decode(parts[0], StandardCharsets.UTF_8), absent -> new ArrayList<>())
                        .add(value);
            }
        }
        return form;
    }
}
