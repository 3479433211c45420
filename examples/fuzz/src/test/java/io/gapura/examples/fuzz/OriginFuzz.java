package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import io.gapura.filters.Verdict;
import io.gapura.filters.origin.Cors;
import io.gapura.filters.origin.OriginCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whatever a browser, or somebody like one, says of a page: only a listed origin gets leave, and none is reflected. */
class OriginFuzz {
    private static final String OWN = "https://app.example";
    private static final String LISTED = "https://shop.example";
    private static final List<String> METHODS = List.of("GET", "POST", "OPTIONS", "PUT");
    private static final Pipeline GATE = Pipeline.builder()
            .add(Cors.allowing(LISTED).headers("content-type"))
            .add(OriginCheck.sameOrigin().own(OWN))
            .build();
    private static final Map<Character, String> NAMES = Map.of(
            'o', "Origin",
            's', "Sec-Fetch-Site",
            'm', "Sec-Fetch-Mode",
            'd', "Sec-Fetch-Dest",
            'u', "Sec-Fetch-User",
            'q', "Access-Control-Request-Method",
            'h', "Access-Control-Request-Headers",
            'p', "Access-Control-Request-Private-Network",
            'c', "Cookie",
            'w', "Upgrade");

    @FuzzTest(maxDuration = "30s")
    void noOriginGetsLeaveButOneThatIsListed(byte[] bytes) throws IOException {
        String method = METHODS.get(bytes.length == 0 ? 0 : bytes[0] & 3);
        List<String> lines = new ArrayList<>(List.of("Host", "app.example"));
        lines.addAll(Wire.fields(Wire.text(bytes).substring(Math.min(1, bytes.length)), NAMES));
        Headers headers = Headers.of(lines.toArray(String[]::new));
        Optional<Verdict> decided = Wire.decided(
                GATE,
                () -> RequestView.read(
                        method, Target.parse("/"), "https", headers, Body.none(), new Client("192.0.2.1")));
        Verdict verdict = decided.orElseThrow();
        List<String> origins = headers.all("Origin");
        boolean listed = origins.equals(List.of(LISTED));
        assertLeave(verdict, listed);
        verdict.answer().ifPresent(answer -> assertPreflight(method, headers, listed));
        if (verdict.rejection().isEmpty() && verdict.answer().isEmpty() && !origins.isEmpty()) {
            assertMayAct(method, headers, origins.get(0), listed);
        }
    }

    /** No word that a browser takes for leave, but for the listed origin and as it is listed. */
    private static void assertLeave(Verdict verdict, boolean listed) {
        List<HeaderLine> all = new ArrayList<>(verdict.responseHeaders());
        verdict.answer().map(Decision.Answer::headers).ifPresent(all::addAll);
        verdict.rejection().map(Rejection::headers).ifPresent(all::addAll);
        for (HeaderLine line : all) {
            String name = line.name().toLowerCase(Locale.ROOT);
            assertThat(name).isNotEqualTo("access-control-allow-credentials");
            if (name.startsWith("access-control-")) {
                assertThat(listed).isTrue();
            }
            if (name.equals("access-control-allow-origin")) {
                assertThat(line.value()).isEqualTo(LISTED);
            }
        }
    }

    private static void assertPreflight(String method, Headers headers, boolean listed) {
        assertThat(method).isEqualTo("OPTIONS");
        assertThat(listed).isTrue();
        assertThat(headers.all("Access-Control-Request-Method")).hasSize(1).isSubsetOf("GET", "HEAD", "POST");
        for (String names : headers.all("Access-Control-Request-Headers")) {
            for (String name : names.split(",", -1)) {
                assertThat(name.strip()).isEqualToIgnoringCase("content-type");
            }
        }
        assertThat(headers.contains("Access-Control-Request-Private-Network")).isFalse();
    }

    /** What changes something, or opens a channel, is asked for by us, by whom we listed, or by the person. */
    private static void assertMayAct(String method, Headers headers, String origin, boolean listed) {
        List<String> site = headers.all("Sec-Fetch-Site");
        boolean channel = method.equals("GET")
                && headers.all("Upgrade").stream()
                        .anyMatch(upgrade -> upgrade.toLowerCase(Locale.ROOT).contains("websocket"));
        boolean unsafe = method.equals("POST") || method.equals("PUT");
        boolean readable = listed && !method.equals("PUT") && !headers.contains("Cookie");
        if (unsafe && !readable && !origin.equals(OWN)) {
            assertThat(site).hasSize(1).isSubsetOf("same-origin", "none");
        }
        if (unsafe && !readable) {
            assertThat(site).doesNotContain("cross-site", "same-site");
        }
        if (channel && !readable) {
            assertThat(origin).isEqualTo(OWN);
        }
        assertThat(site).isSubsetOf(Set.of("same-origin", "same-site", "cross-site", "none"));
    }
}
