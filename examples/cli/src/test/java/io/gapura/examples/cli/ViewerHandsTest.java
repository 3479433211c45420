package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Caller;
import io.gapura.filters.Endpoint;
import io.gapura.filters.IncidentId;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.audit.JsonLinesSink;
import io.gapura.filters.audit.LogVerifier;
import io.gapura.filters.audit.PatientLog;
import io.gapura.filters.audit.tlog.NoteKey;
import io.gapura.filters.audit.view.LogViewer;
import io.gapura.filters.testkit.Browser;
import io.gapura.filters.testkit.BrowserTab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The viewer as {@code gapura audit serve} shows it, under pointer and keys of a real browser. Needs Chromium; skipped without. */
class ViewerHandsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String ROWS =
            "[...document.querySelectorAll('#rows .record')].map(e => e.textContent).join(' ')";
    private static final String ORIGIN = "shop.example.com/audit/node-1";
    private static final String SHEET = "document.getElementById('detail')";

    @TempDir
    private Path folder;

    private final NoteKey key = NoteKey.generate(ORIGIN, new SecureRandom());
    private Path log;
    private ViewerServer server;
    private BrowserTab tab;

    @BeforeEach
    void open() throws Exception {
        Browser browser =
                Browser.in(folder).orElseGet(() -> abort("no Chromium on the path, and gapura.browser names none"));
        log = folder.resolve("audit");
        write(60);
        serve(browser);
    }

    private void serve(Browser browser) throws Exception {
        LogViewer viewer = LogViewer.of(
                log, Optional.of(key.verifier()), LogVerifier.of(log).key(key.verifier()));
        server = ViewerServer.start(viewer, 0, new SecureRandom());
        tab = browser.tab();
        tab.open(server.address());
        tab.await("document.documentElement.outerHTML.includes('data-ready=\"true\"')");
        tab.await(ROWS + ".startsWith('#59 #58 ')");
        // nothing moves from here on: a pointer meets what it was aimed at
        tab.await("document.documentElement.dataset.ready === 'true'"
                + " && document.getElementById('verdict-title').textContent === 'The log is valid'");
    }

    @AfterEach
    void close() throws Exception {
        if (tab != null) {
            tab.close();
        }
        if (server != null) {
            server.close();
        }
    }

    /** A request each minute; each tenth is refused. */
    private void write(int events) throws Exception {
        try (JsonLinesSink sink = PatientLog.to(log).origin(ORIGIN).signedBy(key)) {
            for (int i = 0; i < events; i++) {
                boolean refused = i % 10 == 0;
                AuditEvent event = AuditEvent.ofRequest(
                        refused ? AuditEvent.Kind.REFUSED : AuditEvent.Kind.COMPLETED,
                        NOON.plusSeconds(60L * i),
                        IncidentId.of(0x0198c1f2_0000_7000L, 0x8000_0000_0000_0000L | i),
                        "1-abc",
                        RequestView.get("/orders/" + i)
                                .withCaller(Caller.of("people", i % 2 == 0 ? "rani" : "budi"))
                                .withEndpoint(Endpoint.servlet("GET", "/orders/{id}", ViewerHandsTest.class)),
                        refused ? 403 : 200);
                sink.append(refused ? event.refused(Rejection.of(403, "forbidden", "role-missing"), "rbac") : event);
            }
        }
    }

    private void rowsAre(String shown) throws Exception {
        tab.await(ROWS + " === '" + shown + "'");
    }

    @Test
    void refusalsAreOneClickAwayAndSoIsEverything() throws Exception {
        tab.click(".chip[data-outcome=refused]");
        rowsAre("#50 #40 #30 #20 #10 #0");
        assertThat(tab.value("document.querySelector('.chip[data-outcome=refused]').getAttribute('aria-pressed')"))
                .isEqualTo("true");
        assertThat(tab.value("location.hash")).isEqualTo("#outcome=refused");
        tab.await("document.getElementById('events-note').textContent.includes('6 shown')");

        tab.click("#clear");
        tab.await(ROWS + ".startsWith('#59 #58 ') && ['', '#'].includes(location.hash)");
    }

    @Test
    void aFilterIsTypedAndAppliedByEnterAndTakenBackByTheBrowser() throws Exception {
        tab.click("input[name=caller]");
        tab.type("budi");
        tab.click("input[name=code]");
        tab.type("gapura_access");
        tab.press("Enter");
        tab.await(ROWS + ".startsWith('#59 #57 #55 ')");
        assertThat(tab.value("location.hash")).isEqualTo("#code=gapura_access&caller=budi");
        tab.value("history.back()");
        tab.await(ROWS + ".startsWith('#59 #58 ') && document.querySelector('input[name=caller]').value === ''");
    }

    @Test
    void aRecordOpensByAClickShowsItsProofAndWalksByArrows() throws Exception {
        tab.click("#rows tr:nth-child(3) td.time");
        tab.await(SHEET + ".open && document.getElementById('detail-title').textContent === 'Event 57'");
        assertThat(tab.value("document.querySelector('#detail .worth').textContent"))
                .isEqualTo("Verified: proven to be under the signed checkpoint of 60 events.");
        assertThat(tab.value("document.querySelector('#detail .downloads a').getAttribute('download')"))
                .isEqualTo("event-57.tlog-proof");
        assertThat(tab.value("fetch(document.querySelector('#detail .downloads a').href).then(a => a.text())"))
                .startsWith("c2sp.org/tlog-proof@v1\nindex 57\n");
        tab.press("ArrowRight");
        tab.await("document.getElementById('detail-title').textContent === 'Event 56'");
        tab.press("ArrowLeft");
        tab.await("document.getElementById('detail-title').textContent === 'Event 57'");
        assertThat(tab.value("location.hash")).isEqualTo("#event=57");
        tab.press("Escape");
        tab.await("!" + SHEET + ".open && ['', '#'].includes(location.hash)"); // told after it is closed
    }

    @Test
    void keysAloneLeadToARecordAndBackToItsRow() throws Exception {
        tab.value("document.querySelector('#rows .record').focus()");
        tab.press("ArrowDown");
        tab.press("ArrowDown");
        tab.press("ArrowUp");
        assertThat(tab.value("document.activeElement.textContent")).isEqualTo("#58");
        tab.press("Enter");
        tab.await(SHEET + ".open && document.activeElement.id === 'detail-title'");
        assertThat(tab.value("document.activeElement.textContent")).isEqualTo("Event 58");
        tab.press("Escape");
        tab.await("!" + SHEET + ".open && document.activeElement.textContent === '#58'");
    }

    @Test
    void aValueOfARecordBecomesAFilter() throws Exception {
        tab.click("#rows tr:nth-child(1) td.time");
        tab.await(SHEET + ".open");
        tab.click("#detail button[aria-label='Filter by this caller id']");
        tab.await("!" + SHEET + ".open && " + ROWS + ".startsWith('#59 #57 ')");
        assertThat(tab.value("document.querySelector('input[name=caller]').value"))
                .isEqualTo("budi");
    }

    @Test
    void pagesLeadToTheOldestAndBack() throws Exception {
        assertThat(tab.value("document.getElementById('newer').disabled")).isEqualTo("true");
        tab.click("#older");
        rowsAre("#9 #8 #7 #6 #5 #4 #3 #2 #1 #0");
        tab.await("document.getElementById('older').disabled");
        tab.click("#newer");
        tab.await(ROWS + ".startsWith('#59 #58 ')");
        tab.click("#older");
        rowsAre("#9 #8 #7 #6 #5 #4 #3 #2 #1 #0");
        tab.click("#newest");
        tab.await(ROWS + ".startsWith('#59 #58 ')");
    }

    @Test
    void aNumberLeadsToItsRecord() throws Exception {
        tab.click("input[name=sequence]");
        tab.type("7");
        tab.press("Enter");
        tab.await(SHEET + ".open && document.getElementById('detail-title').textContent === 'Event 7'");
    }

    @Test
    void aCodeOfTheChartBecomesAFilter() throws Exception {
        tab.await("document.querySelectorAll('#legend button').length > 0");
        tab.click("#legend button");
        rowsAre("#50 #40 #30 #20 #10 #0");
        assertThat(tab.value("location.hash")).isEqualTo("#code=authz_fail");
    }

    @Test
    void whatIsEditedMeanwhileIsFoundByVerifyingAgain() throws Exception {
        tab.await("document.getElementById('verdict-title').textContent === 'The log is valid'");
        Path segment = log.resolve("segment/0000000000000000.jsonl");
        Files.writeString(segment, Files.readString(segment).replace("/orders/31\"", "/orders/13\""));
        tab.click("#verify");
        tab.await("document.getElementById('verdict').classList.contains('tampered')");
        assertThat(tab.value("document.getElementById('verdict').textContent")).contains("Event 31");
        tab.click("#clear"); // reads the rows again
        tab.await(
                "[...document.querySelectorAll('#rows tr.is-broken .record')].map(e => e.textContent).join() === '#31'");
        tab.click("#rows tr.is-broken td.time");
        tab.await(SHEET + ".open && document.querySelector('#detail .worth').classList.contains('broken')");
        assertThat(tab.value("document.querySelector('#detail .downloads').textContent"))
                .contains("There is no proof of this record.");
    }
}
