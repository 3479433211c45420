package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gapura.filters.Pipeline;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.filters.limits.Firewall;
import io.gapura.filters.limits.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Of the cookies that are let through, readers with and without quotes see the same, and a session once. */
class CookieFuzz {
    private static final Pipeline GATE =
            Pipeline.builder().add(Firewall.strict()).add(Limits.defaults()).build();

    @FuzzTest(maxDuration = "30s")
    void everyReaderSeesTheSameCookies(byte[] bytes) throws IOException {
        String[] lines = Wire.text(bytes).split("\n", -1);
        Optional<Verdict> verdict = Wire.decided(GATE, () -> {
            RequestView view = RequestView.get("/").protocol("HTTP/2.0");
            for (String line : lines) {
                view = view.header("Cookie", line);
            }
            return view;
        });
        if (verdict.isEmpty() || verdict.get().rejection().isPresent()) {
            return;
        }
        List<String> names = new ArrayList<>();
        for (String line : lines) {
            assertThat(CookieReaders.namesByQuotes(line)).isEqualTo(CookieReaders.names(line));
            names.addAll(CookieReaders.names(line));
        }
        assertThat(names).hasSizeLessThanOrEqualTo(50);
        assertThat(names.stream().filter("JSESSIONID"::equals).count()).isLessThan(2);
        List<String> prefixed = names.stream()
                .filter(name -> name.matches("(?i)__(host|secure)-.*"))
                .toList();
        assertThat(prefixed).doesNotHaveDuplicates();
    }
}
