package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.Deployment;
import io.gapura.filters.Exchange;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.filters.audit.PatientLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFollowTest {
    private final Path folder;

    private final Pipeline pipeline;

    AuditFollowTest(@TempDir Path folder) {
        this.folder = folder;
        this.pipeline = Pipeline.builder()
                .add(Policy.of("all", Decision::proceed))
                .audit(PatientLog.to(folder.resolve("audit")).origin("shop"))
                .build();
    }

    private Deployment served() {
        Deployment deployment = Deployment.of(pipeline);
        deployment.open();
        return deployment;
    }

    private void ask(Deployment deployment, String path) throws IOException {
        Exchange exchange = deployment.begin(RequestView.get(path));
        assertThat(exchange.arrive(pipeline)).isEmpty();
        exchange.complete(200);
    }

    private Process follow(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Gapura.class.getName(),
                "audit",
                "follow",
                folder.resolve("audit").toString()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .redirectError(folder.resolve("err").toFile())
                .start();
    }

    private static String awaited(BufferedReader lines, String part) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains(part)) {
                return line;
            }
        }
        throw new AssertionError("no line with " + part);
    }

    /**
     * Whatever a shell without a terminal starts in the background ignores Ctrl-C, and so does all that is started there:
     * then it is what a service manager sends.
     */
    private static String ctrlC() throws IOException {
        Path status = Path.of("/proc/self/status");
        boolean ignored = Files.isReadable(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
        return ignored ? "-TERM" : "-INT";
    }

    /** As somebody at a terminal does it, with the signal of Ctrl-C. */
    @Test
    void eventsAreSeenAsTheyComeAndCtrlCIsAGoodEnd() throws Exception {
        try (Deployment deployment = served()) {
            ask(deployment, "/orders/1");
            Process process = follow("--short");
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                assertThat(awaited(lines, "/orders/1")).matches("\\S+Z 2 gapura_access anonymous GET /orders/1 200 -");
                ask(deployment, "/orders/2");
                assertThat(awaited(lines, "/orders/2")).contains(" 3 gapura_access ");
                new ProcessBuilder("kill", ctrlC(), String.valueOf(process.pid()))
                        .start()
                        .waitFor();
                assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
                assertThat(process.exitValue()).isZero();
            } finally {
                process.destroyForcibly();
            }
        }
        assertThat(folder.resolve("err")).isEmptyFile();
    }

    /** Ends by itself where a line is not the one that must come; prints what is before it, from where it was told. */
    @Test
    void aLineThatWasChangedEndsItWithOne() throws Exception {
        try (Deployment deployment = served()) {
            for (int i = 1; i <= 4; i++) {
                ask(deployment, "/orders/" + i);
            }
        }
        Path segment = folder.resolve("audit/segment/0000000000000000.jsonl");
        Files.writeString(segment, Files.readString(segment).replace("/orders/3", "/orders/4"));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int code = Gapura.run(
                new PrintWriter(out),
                new PrintWriter(err),
                "audit",
                "follow",
                folder.resolve("audit").toString(),
                "--from",
                "3");

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("TAMPERED: event 4: line is not what its fingerprint says");
        assertThat(out.toString().lines()).singleElement().asString().contains("/orders/2");
    }

    @Test
    void withoutALogThereIsNothingToFollow() {
        StringWriter err = new StringWriter();
        PrintWriter to = new PrintWriter(err);

        assertThat(Gapura.run(to, to, "audit", "follow", folder.resolve("none").toString()))
                .isEqualTo(3);
        assertThat(Gapura.run(to, to, "audit", "follow", folder.toString(), "--from", "-1"))
                .isEqualTo(3);
    }
}
