package io.gapura.examples.servers.harness;

import io.gapura.filters.testkit.RawAnswer;
import io.gapura.filters.testkit.RawHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * One server in a JVM of its own, on a loopback port, ended by its handle and never by a name. Its output goes to a log
 * file. The server stops when its standard input ends, by its launcher or by the agent in {@code launchers/leash}: it
 * cannot outlive this JVM.
 *
 * <p>Used by one thread.
 */
public final class ServerProcess implements AutoCloseable {
    private static final int LAST_LINES = 20;
    /** For one answer, by a machine that does other things as well; some rows are known to give none to two requests. */
    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** In the log of a server that goes on without the application. */
    private static final Pattern REFUSED_TO_START =
            Pattern.compile("io\\.gapura\\.filters\\.ConfigurationException|Gapura: not started");

    private static final Pattern THROWN = Pattern.compile("(Caused by: )?[\\w.]+(Exception|Error)\\b.*");

    private final Process process;
    private final int port;
    private final String nonce;
    private final Path log;
    private final boolean early;
    private Duration firstAnswer = Duration.ZERO;
    private Duration cpu = Duration.ZERO;
    private String said = "";
    private long peak;

    private ServerProcess(Process process, int port, String nonce, Path log, boolean early) {
        this.process = process;
        this.port = port;
        this.nonce = nonce;
        this.log = log;
        this.early = early;
    }

    /**
     * Starts and waits until the probe of the first context answers.
     *
     * @param ready a request target that answers 200 with the nonce
     * @throws StartFailed when the process ends, or is not ready in time
     */
    public static ServerProcess start(
            Row row, Workshop workshop, Path deployment, Path log, String ready, Duration limit)
            throws IOException, StartFailed {
        try {
            return once(row, workshop, deployment, log, ready, limit);
        } catch (StartFailed failed) {
            // Between choosing a port and binding it another process may have taken it.
            if (!String.valueOf(failed.getMessage()).contains("Address already in use")) {
                throw failed;
            }
            return once(row, workshop, deployment, log, ready, limit);
        }
    }

    private static ServerProcess once(
            Row row, Workshop workshop, Path deployment, Path log, String ready, Duration limit)
            throws IOException, StartFailed {
        String nonce = UUID.randomUUID().toString();
        int port = FreePort.choose();
        Files.createDirectories(log.toAbsolutePath().getParent());
        Launch.Begun begun = new Launch.Begun(workshop, java(row, workshop, nonce), port, deployment);
        Process process = row.launch()
                .process(begun)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        ServerProcess server =
                new ServerProcess(process, port, nonce, log, row.launch().answersEarly());
        Thread end = new Thread(server::close);
        Runtime.getRuntime().addShutdownHook(end);
        try {
            server.awaitReady(ready, limit);
        } catch (StartFailed | RuntimeException failed) {
            server.close();
            throw failed;
        } finally {
            Runtime.getRuntime().removeShutdownHook(end);
        }
        return server;
    }

    private static List<String> java(Row row, Workshop workshop, String nonce) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Jdk.chosen().home().resolve("bin/java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-Xshare:auto"));
        command.addAll(row.options());
        command.add("-Dgapura.probe.nonce=" + nonce);
        if (!(row.launch() instanceof Launch.Embedded)) {
            command.add("-javaagent:" + workshop.leash());
        }
        return command;
    }

    private void awaitReady(String ready, Duration limit) throws StartFailed {
        byte[] request = ("GET " + ready + " HTTP/1.1\r\nHost: " + authority() + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        long started = System.nanoTime();
        String last = "nothing listens";
        while (System.nanoTime() - started < limit.toNanos()) {
            if (!process.isAlive()) {
                throw new StartFailed("the server ended with " + process.exitValue() + "\n" + lastLines());
            }
            try {
                RawAnswer answer = http().send(request);
                if (answer.status() == 200 && answer.all("X-Nonce").contains(nonce)) {
                    firstAnswer = Duration.ofNanos(System.nanoTime() - started);
                    cpu = cpuNow();
                    said = answer.text();
                    return;
                }
                last = answer.status() + " " + answer.text();
                if (!early && answer.status() >= 400 && answer.status() != 503) {
                    break;
                }
                if (early && REFUSED_TO_START.matcher(lastLines()).find()) {
                    break;
                }
            } catch (IOException notYet) {
                last = String.valueOf(notYet.getMessage());
            }
            pause();
        }
        throw new StartFailed("not ready: " + last + "\n" + lastLines());
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a server starts", interrupted);
        }
    }

    /** The most memory that the process ever held, as Linux counts it; 0 where nobody counts. */
    private long peakNow() {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (IOException nobodyCounts) {
            return 0;
        }
    }

    private Duration cpuNow() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** What was thrown, and the end of the log, for messages. */
    public String lastLines() {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            List<String> told = new ArrayList<>();
            lines.stream()
                    .filter(line -> THROWN.matcher(line).matches()
                            || REFUSED_TO_START.matcher(line).find())
                    .distinct()
                    .limit(LAST_LINES)
                    .forEach(told::add);
            told.addAll(lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
            return String.join("\n", told);
        } catch (IOException unreadable) {
            return "no log";
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public RawHttp http() {
        return RawHttp.to("127.0.0.1", port).within(LIMIT);
    }

    public String authority() {
        return "127.0.0.1:" + port;
    }

    /** The text of the probe that was ready first. */
    String said() {
        return said;
    }

    /** What this start's probes echo. */
    public String nonce() {
        return nonce;
    }

    /** From the start of the process to its first good answer. */
    public Duration firstAnswer() {
        return firstAnswer;
    }

    /** What the process had used by its first good answer. */
    public Duration cpu() {
        return cpu;
    }

    /** The most memory it held until it was stopped, in MiB; 0 where nobody counts. */
    public long peakMemory() {
        return peak / 1024;
    }

    public Path log() {
        return log;
    }

    /** Asks it to stop, gives it a minute for what is still to be stored, then ends its descendants and itself. */
    @Override
    public void close() {
        peak = Math.max(peak, peakNow());
        try {
            process.getOutputStream().close();
        } catch (IOException gone) {
            // The pipe of a process that has ended; the wait below returns at once.
        }
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
