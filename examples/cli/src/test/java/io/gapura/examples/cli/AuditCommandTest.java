package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditSink;
import io.gapura.filters.AuditUnavailableException;
import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Exchange;
import io.gapura.filters.Pipeline;
import io.gapura.filters.RequestView;
import io.gapura.filters.audit.Anchor;
import io.gapura.filters.audit.PatientLog;
import io.gapura.filters.audit.tlog.NoteKey;
import io.gapura.filters.config.Reference;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditCommandTest {
    private static final String ORIGIN = "shop.example.com/audit/node-1";

    @TempDir
    private Path folder;

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();
    private Path log;
    private Path key;
    private Path vkey;
    private Path anchor;

    /** Start, one request, stop. */
    @BeforeEach
    void writeALog() throws IOException {
        log = folder.resolve("audit");
        key = folder.resolve("log.key");
        anchor = folder.resolve("offsite.notes");
        assertThat(run(
                        "audit",
                        "keygen",
                        "--origin",
                        ORIGIN,
                        "--out",
                        key.toString(),
                        "--epoch-key",
                        folder.resolve("epoch").toString(),
                        "--kept",
                        folder.resolve("kept").toString()))
                .isZero();
        vkey = Files.writeString(folder.resolve("log.vkey"), out.toString());
        write();
        out = new StringWriter();
        err = new StringWriter();
    }

    private void write() throws IOException {
        Pipeline pipeline = Pipeline.builder()
                .audit(new Silent(PatientLog.to(log)
                        .origin(ORIGIN)
                        .signedBy(NoteKey.load(Reference.file(key)))
                        .anchoredTo(Anchor.file(anchor))
                        .sealedBy(folder.resolve("epoch"))))
                .build();
        Deployment deployment = Deployment.of(pipeline);
        deployment.open();
        RequestView request = RequestView.get("/orders/7")
                .header("User-Agent", "=cmd|' /C calc'!A0")
                .withEndpoint(Endpoint.unknown("GET", "/orders/{id}", "order"));
        Exchange exchange = deployment.begin(request);
        assertThat(exchange.arrive(pipeline)).isEmpty();
        assertThat(exchange.enter(request.endpoint().orElseThrow())).isEmpty();
        exchange.complete(200);
        deployment.close();
    }

    /** A log that is not told that it begins, and so says nothing of that: three events are enough here. */
    private record Silent(AuditSink log) implements AuditSink {
        @Override
        public void append(AuditEvent event) throws AuditUnavailableException {
            log.append(event);
        }

        @Override
        public void check() throws AuditUnavailableException {
            log.check();
        }

        @Override
        public void close() {
            log.close();
        }
    }

    private int run(String... arguments) {
        return Gapura.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private int verify(String... more) {
        return run(java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("audit", "verify", log.toString()), java.util.Arrays.stream(more))
                .toArray(String[]::new));
    }

    private int verifyWhole() {
        return verify(
                "--vkey", vkey.toString(),
                "--anchor", anchor.toString(),
                "--epoch-key", folder.resolve("kept").toString());
    }

    @Test
    void aLogThatNobodyTouchedIsValid() {
        assertThat(verifyWhole()).as(err.toString()).isZero();
        assertThat(out).hasToString("VALID: 3 events, 3 under a verified checkpoint\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aLogThatNobodySignsIsValidWithoutAKey() {
        Path plain = folder.resolve("plain");
        Deployment deployment = Deployment.of(
                Pipeline.builder().audit(new Silent(PatientLog.to(plain))).build());
        deployment.open();
        deployment.close();
        assertThat(run("audit", "verify", plain.toString())).isZero();
        assertThat(out).hasToString("VALID: 2 events, none under a verified checkpoint\n");
    }

    @Test
    void aChangedLineIsNamed() throws IOException {
        change("\"sys_shutdown\"", "\"sys_shutdowm\"");

        assertThat(verifyWhole()).isEqualTo(1);
        assertThat(err.toString()).startsWith("TAMPERED: event 2: ");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aRemovedLineIsNamed() throws IOException {
        change("(?s)^[^\n]*\n", "");

        assertThat(verifyWhole()).isEqualTo(1);
        assertThat(err.toString()).startsWith("TAMPERED: event 0: ");
    }

    @Test
    void aMissingKeyIsSaid() {
        assertThat(verify()).isEqualTo(2);
        assertThat(err.toString()).startsWith("UNVERIFIABLE: 3 events; checkpoints are there, and no key");
        err = new StringWriter();
        assertThat(verify("--vkey", vkey.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("no epoch key");
    }

    @Test
    void aTailThatWasCutIsSaid() throws IOException {
        change("[^\n]*\n$", "");
        Files.delete(log.resolve("checkpoint"));
        Files.delete(log.resolve("checkpoints.log"));
        try (var seals = Files.list(log.resolve("segment"))) {
            for (Path seal :
                    seals.filter(each -> each.toString().endsWith(".seal")).toList()) {
                Files.delete(seal);
            }
        }
        assertThat(verify("--vkey", vkey.toString(), "--anchor", anchor.toString()))
                .isEqualTo(4);
        assertThat(err).hasToString("TRUNCATED: 2 events are left of 3 that were signed\n");
    }

    @ParameterizedTest
    @CsvSource({
        "verify nowhere",
        "verify",
        "verify LOG --vkey nowhere",
        "verify LOG --anchor nowhere",
        "verify LOG --epoch-key LOG/checkpoint",
        "prove LOG 3",
        "prove LOG -1",
        "prove LOG x",
        "consistency LOG 2 1",
        "consistency LOG 1 4",
        "query LOG --from yesterday",
        "export LOG --format xml",
        "export LOG --format csv --out LOG",
        "export LOG --format tlog",
        "check nowhere nowhere --vkey KEY",
        "keygen --origin x",
        "keygen --origin x --out FOLDER/new --epoch-key FOLDER/e",
        "keygen --origin x --out FOLDER/log.key",
        "rebuild-tiles nowhere"
    })
    void whatCannotBeReadOrMeantIsThree(String command) {
        String[] words = ("audit " + command)
                .replace("LOG", log.toString())
                .replace("KEY", vkey.toString())
                .replace("FOLDER", folder.toString())
                .split(" ");
        assertThat(run(words)).as(err.toString()).isEqualTo(3);
        assertThat(err.toString()).isNotEmpty();
    }

    @Test
    void anEventIsProvenToWhoHasTheKeyAlone() throws IOException {
        String proof = folder.resolve("p").toString();
        String line = folder.resolve("l").toString();
        assertThat(run("audit", "prove", log.toString(), "1", "--out", proof, "--line", line))
                .isZero();
        assertThat(run("audit", "check", proof, line, "--vkey", vkey.toString()))
                .as(err.toString())
                .isZero();
        assertThat(out).hasToString("proven: event 1 of 3 in " + ORIGIN + "\n");

        Files.writeString(Path.of(line), Files.readString(Path.of(line)).replace("/orders/7", "/orders/8"));
        assertThat(run("audit", "check", proof, line, "--vkey", vkey.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).endsWith("not proven: inclusion proof leads to another root\n");
    }

    @Test
    void aProofIsPrintedWhereNoFileIsSaid() {
        assertThat(run("audit", "prove", log.toString(), "0")).isZero();
        assertThat(out.toString())
                .startsWith("c2sp.org/tlog-proof@v1\nindex 0\n")
                .contains("\n\n" + ORIGIN + "\n3\n");
    }

    @Test
    void consistencyIsShownByHashes() {
        assertThat(run("audit", "consistency", log.toString(), "1", "3")).isZero();
        assertThat(out.toString()).matches("old 1\nnew 3\n[A-Za-z0-9+/]{43}=\n[A-Za-z0-9+/]{43}=\n");
    }

    @Test
    void aQueryPrintsLinesAndSaysHowCompleteItIs() {
        assertThat(run("audit", "query", log.toString(), "--code", "gapura_access", "--vkey", vkey.toString()))
                .isZero();
        assertThat(out.toString().lines()).singleElement().asString().contains("/orders/7");
        assertThat(err).hasToString("scanned 3, matched 1, first 0, last 2, verified up to 3\n");
    }

    @ParameterizedTest
    @CsvSource({
        "--class, 6003, 1",
        "--class, 6002, 2",
        "--caller, anonymous, 1",
        "--caller, somebody, 0",
        "--from, 2020-01-01T00:00:00Z, 3",
        "--to, 2020-01-01T00:00:00Z, 0",
        "--correlation, none, 0"
    })
    void aQueryFilters(String option, String value, long matches) {
        assertThat(run("audit", "query", log.toString(), option, value)).isZero();
        assertThat(out.toString().lines()).hasSize((int) matches);
        assertThat(err.toString()).contains("matched " + matches + ", ").endsWith("not verified\n");
    }

    @Test
    void aQueryOfAChangedLogSaysSo() throws IOException {
        change("/orders/7", "/orders/8");
        assertThat(run("audit", "query", log.toString(), "--vkey", vkey.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).endsWith("not verified\n");
    }

    @Test
    void csvHasNoFormula() {
        assertThat(run("audit", "export", log.toString(), "--format", "csv")).isZero();
        assertThat(out.toString().split("\r\n")).hasSize(4);
        assertThat(out.toString()).startsWith("sequence,time,event_code,").contains(",\"'=cmd|' /C calc'!A0\",");
        assertThat(err).hasToString("exported 3 events as csv\n");
    }

    @Test
    void cefAndEcsAreOneLineEach() {
        assertThat(run("audit", "export", log.toString(), "--format", "cef")).isZero();
        assertThat(out.toString().lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).startsWith("CEF:0|Gapura|Gapura|1.9.0|"));
        out = new StringWriter();
        assertThat(run("audit", "export", log.toString(), "--format", "ECS")).isZero();
        assertThat(out.toString().lines())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).startsWith("{\"@timestamp\":\"20"));
    }

    @Test
    void ocsfIsWhatIsStored() throws IOException {
        Path file = folder.resolve("export");
        assertThat(run("audit", "export", log.toString(), "--format", "ocsf", "--out", file.toString()))
                .isZero();
        try (var segments = Files.list(log.resolve("segment"))) {
            Path stored = segments.filter(each -> each.toString().endsWith(".jsonl"))
                    .findFirst()
                    .orElseThrow();
            assertThat(file).hasSameTextualContentAs(stored);
        }
    }

    @Test
    void aDamagedLineIsCountedAndNotExported() throws IOException {
        change("(?s)^\\{", "x");
        assertThat(run("audit", "export", log.toString(), "--format", "csv")).isEqualTo(1);
        assertThat(err.toString()).startsWith("exported 2 events as csv; 1 lines are no events");
    }

    @Test
    void tlogIsAFolderThatAWebServerCanServe() throws IOException {
        Path target = folder.resolve("site");
        assertThat(run("audit", "export", log.toString(), "--format", "tlog", "--out", target.toString()))
                .isZero();
        assertThat(target.resolve("checkpoint")).hasSameBinaryContentAs(log.resolve("checkpoint"));
        assertThat(target.resolve("tile/0/000.p/3")).hasSameBinaryContentAs(log.resolve("tile/0/000.p/3"));
        assertThat(target.resolve("tile/entries/000.p/3")).exists();
        assertThat(target.resolve("segment")).doesNotExist();
    }

    @Test
    void tilesAreMadeAgain() throws IOException {
        byte[] tile = Files.readAllBytes(log.resolve("tile/0/000.p/3"));
        Files.write(log.resolve("tile/0/000.p/3"), new byte[96]);
        assertThat(verifyWhole()).isEqualTo(1);
        assertThat(run("audit", "rebuild-tiles", log.toString())).isZero();
        assertThat(out).hasToString("rebuilt: tiles of 3 events\n");
        assertThat(log.resolve("tile/0/000.p/3")).hasBinaryContent(tile);
        assertThat(verifyWhole()).isZero();
    }

    @Test
    void linesThatWereNotSignedMakeNoTiles() throws IOException {
        change("/orders/7", "/orders/8");
        assertThat(run("audit", "rebuild-tiles", log.toString())).isEqualTo(3);
        assertThat(err.toString()).contains("not those of the checkpoint");
        assertThat(log.resolve("tile/0/000.p/3")).exists();
    }

    @Test
    void keysAreForTheirOwnerAndNeverReplaced() throws IOException {
        assertThat(Files.getPosixFilePermissions(key)).hasSize(2);
        assertThat(run(
                        "audit",
                        "keygen",
                        "--origin",
                        "x",
                        "--out",
                        folder.resolve("k").toString(),
                        "--epoch-key",
                        folder.resolve("epoch").toString(),
                        "--kept",
                        folder.resolve("kept2").toString()))
                .isEqualTo(3);
        assertThat(Files.readString(key)).startsWith("PRIVATE+KEY+" + ORIGIN).contains(Files.readString(vkey));
    }

    @Test
    void aBarIsDrawnOnceForEachPercentAndTakenAway() {
        StringWriter screen = new StringWriter();
        ProgressBar bar = ProgressBar.shownOn(new PrintWriter(screen));
        bar.at(0, 200);
        bar.at(1, 200);
        bar.at(100, 200);
        bar.at(200, 200);
        bar.end();
        assertThat(List.of(screen.toString().split("\r")))
                .hasSize(5)
                .element(2)
                .isEqualTo("[####################                    ]  50 %");
    }

    private void change(String pattern, String replacement) throws IOException {
        try (var segments = Files.list(log.resolve("segment"))) {
            Path segment = segments.filter(each -> each.toString().endsWith(".jsonl"))
                    .findFirst()
                    .orElseThrow();
            String text = Files.readString(segment);
            String changed = text.replaceFirst(pattern, replacement);
            assertThat(changed).isNotEqualTo(text);
            Files.writeString(segment, changed);
        }
    }
}
