package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.sun.net.httpserver.HttpServer;
import io.gapura.filters.AuditEvent;
import io.gapura.filters.Caller;
import io.gapura.filters.IncidentId;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.audit.JsonLinesSink;
import io.gapura.filters.audit.LogVerifier;
import io.gapura.filters.audit.PatientLog;
import io.gapura.filters.audit.tlog.NoteKey;
import io.gapura.filters.audit.view.LogViewer;
import io.gapura.filters.audit.view.ViewAnswer;
import io.gapura.filters.testkit.Browser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a real browser, served by nothing but what carries questions and answers: so it can be mounted anywhere. Needs
 * Chromium; skipped without.
 */
class ViewerPageTest {
    private static final String ORIGIN = "shop.example.com/audit/node-1";
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /** What a log may hold of what others wrote: each would run, load, hide or break a page that takes it for markup. */
    private static final List<String> HOSTILE = List.of(
            "<script>document.title='pwned'</script>",
            "<img src=x onerror=\"document.title='pwned'\">",
            "<svg onload=document.title='pwned'>",
            "'\"><iframe src=javascript:document.title='pwned'></iframe>",
            "</textarea><script>document.title='pwned'</script>",
            "javascript:document.title='pwned'",
            "{{constructor.constructor('document.title=1')()}}",
            "${document.title='pwned'}",
            "<style>body{display:none}</style>",
            "<base href=https://attacker.example/>",
            "--><!--<script>document.title='pwned'</script>",
            "&lt;script&gt;document.title='pwned'&lt;/script&gt;",
            "<a href=\"javascript:document.title='pwned'\">x</a>",
            "<meta http-equiv=refresh content=0;url=https://attacker.example/>",
            "__proto__",
            "constructor",
            "toString");

    @TempDir
    private Path folder;

    private final NoteKey key = NoteKey.generate(ORIGIN, new SecureRandom());
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private Browser browser;
    private Path log;
    private LogViewer viewer;
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        browser = Browser.in(folder)
                .orElseGet(() -> abort("no Chromium on the path, and gapura.browser names none"))
                .with("--virtual-time-budget=60000");
        log = folder.resolve("audit");
        viewer = LogViewer.of(
                log, Optional.of(key.verifier()), LogVerifier.of(log).key(key.verifier()));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                String query = exchange.getRequestURI().getRawQuery();
                String path = exchange.getRequestURI().getRawPath();
                asked.add(path);
                ViewAnswer answer = answer(exchange.getRequestMethod(), path.substring(1), query == null ? "" : query);
                answer.headers().forEach(exchange.getResponseHeaders()::set);
                exchange.getResponseHeaders().set("Content-Type", answer.mediaType());
                exchange.sendResponseHeaders(answer.status(), answer.body().length);
                exchange.getResponseBody().write(answer.body());
            }
        });
        server.start();
    }

    /** The time of the browser stands still until it is answered: it cannot run out while the log is verified. */
    private ViewAnswer answer(String method, String path, String query) {
        ViewAnswer answer = viewer.answer(method, path, query);
        for (int i = 0; i < 6_000 && path.equals("api/verification") && isRunning(answer); i++) {
            LockSupport.parkNanos(20_000_000);
            answer = viewer.answer(method, path, "");
        }
        return answer;
    }

    private static boolean isRunning(ViewAnswer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8).matches("(?s).*\"phase\"\\s*:\\s*\"running\".*");
    }

    @AfterEach
    void stop() {
        server.stop(0);
        viewer.close();
    }

    /** A refusal each minute, by somebody with a name, at a path, with a user agent. */
    private void write(List<String> values) throws Exception {
        try (JsonLinesSink sink = PatientLog.to(log).origin(ORIGIN).signedBy(key)) {
            for (int i = 0; i < values.size(); i++) {
                RequestView request = RequestView.get("/orders/" + i)
                        .header("User-Agent", values.get(i))
                        .withCaller(Caller.of("people", values.get(i)));
                sink.append(AuditEvent.ofRequest(
                                AuditEvent.Kind.REFUSED,
                                NOON.plusSeconds(60L * i),
                                IncidentId.of(0x0198c1f2_0000_7000L, 0x8000_0000_0000_0000L | i),
                                "1-abc",
                                request,
                                403)
                        .refused(Rejection.of(403, "forbidden", reason(values.get(i))), "rbac"));
            }
        }
    }

    private static String reason(String value) {
        return value.substring(0, Math.min(64, value.length()));
    }

    private String page(String fragment) throws Exception {
        String shown = browser.open("http://127.0.0.1:" + server.getAddress().getPort() + "/index.html#" + fragment);
        assertThat(shown).as("the page came to its end").contains("data-ready=\"true\"");
        return shown;
    }

    private static long count(String page, String pattern) {
        return Pattern.compile(pattern).matcher(page).results().count();
    }

    @Test
    void thePageShowsTheLogAndWhatItIsWorth() throws Exception {
        write(List.of("rani", "budi", "sari"));
        String page = page("");

        assertThat(page)
                .contains("<title>Audit log · " + ORIGIN + "</title>")
                .contains("The log is valid", "3 events verified, 3 of them under a checkpoint")
                .contains("Read 3 of 3, nothing older is left.", "In all 3 events.")
                .contains("2026-03-01 12:02:00.000", ">authz_fail<", ">budi<", "/orders/1<");
        assertThat(count(page, "class=\"state verified\"[^>]*>verified</span></td>"))
                .isEqualTo(3);
        assertThat(count(page, "<rect class=\"c0\"")).as("a bar each minute").isEqualTo(3);
        assertThat(page.indexOf(">#2<")).isLessThan(page.indexOf(">#1<")).isPositive();
        assertThat(asked)
                .allMatch(path -> path.matches("/(index\\.html|style\\.css|icon\\.svg|[a-z]+\\.js|api/[a-z]+)"));
    }

    @Test
    void aFilterInTheAddressIsAppliedAndShown() throws Exception {
        write(List.of("rani", "budi", "sari"));
        String page = page("caller=budi");

        assertThat(page).contains(">#1<").doesNotContain(">#0<", ">#2<").contains("1 shown");
        assertThat(page("outcome=allowed")).contains("Nothing matches.").doesNotContain(">#0<");
        assertThat(page("code=NOT%20A%20CODE")).contains("The parameters are not valid. (code)");
    }

    @Test
    void oneRecordIsShownWithItsEvidence() throws Exception {
        write(List.of("rani", "budi", "sari"));
        String page = page("event=1");

        assertThat(page)
                .contains("<dialog id=\"detail\" class=\"sheet\" aria-labelledby=\"detail-title\" open=\"\">")
                .contains("Verified: proven to be under the signed checkpoint of 3 events.")
                .contains("href=\"http://127.0.0.1:" + server.getAddress().getPort() + "/api/proof?sequence=1\"")
                .contains("Line as it is stored");
        assertThat(page("event=77")).contains("There is no such thing here.");
    }

    @Test
    void whatWasEditedIsNamedAndMarked() throws Exception {
        write(List.of("rani", "budi", "sari"));
        Path segment = log.resolve("segment/0000000000000000.jsonl");
        Files.writeString(segment, Files.readString(segment).replace("/orders/1\"", "/orders/9\""));
        String page = page("");

        assertThat(page)
                .contains("class=\"verdict tampered\"", "The log was tampered with")
                .contains("Event 1: line is not what its fingerprint says.")
                .contains("<tr class=\"is-broken\">");
        assertThat(count(page, "class=\"state broken\"[^>]*>broken</span></td>"))
                .isEqualTo(1);
        assertThat(count(page, "class=\"state verified\"[^>]*>verified</span></td>"))
                .isEqualTo(2);
    }

    @Test
    void anEmptyLogIsSaidToBeEmpty() throws Exception {
        assertThat(page("")).contains("The log is empty.", "No refusals in the events that were counted.");
    }

    @Test
    void nothingHostileIsMoreThanText() throws Exception {
        write(HOSTILE);
        Files.write(
                log.resolve("segment/0000000000000000.jsonl"),
                "<script>document.title='pwned'</script>\n".getBytes(StandardCharsets.UTF_8),
                java.nio.file.StandardOpenOption.APPEND);
        String list = page("");
        assertThat(count(list, "class=\"link record\"")).isEqualTo(HOSTILE.size() + 1L);
        assertInert(list);
        for (int each : List.of(0, 1, 6, 10, HOSTILE.size())) {
            assertInert(page("event=" + each));
        }
        assertThat(asked)
                .allMatch(path -> path.matches("/(index\\.html|style\\.css|icon\\.svg|[a-z]+\\.js|api/[a-z]+)"));
    }

    private static void assertInert(String page) {
        assertThat(page)
                .contains("<title>Audit log · " + ORIGIN + "</title>")
                .contains("&lt;script&gt;")
                .doesNotContain("<title>pwned", "<iframe", "<base", "<style", "<svg onload", "<a href=\"javascript");
        assertThat(count(page, "<script")).isEqualTo(1);
        assertThat(count(page, "<img")).isEqualTo(1);
        assertThat(count(page, "<meta")).isEqualTo(3);
    }

    /** The address that is printed, opened as people open it. */
    @Test
    void thePrintedAddressLeadsToThePage() throws Exception {
        write(List.of("rani"));
        LogViewer own = LogViewer.of(log, Optional.empty(), LogVerifier.of(log));
        try (ViewerServer serving = ViewerServer.start(own, 0, new SecureRandom())) {
            assertThat(browser.open(serving.address()))
                    .contains("data-ready=\"true\"", ">#0<", "<title>Audit log · " + ORIGIN + "</title>")
                    .contains(">no key</span>", "and a key is missing")
                    .doesNotContain("verified</span></td>");
        }
    }
}
