package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The demo as a user starts it: {@code java -jar}, told by its environment, heard by what it prints. */
final class DemoProcess implements AutoCloseable {
    private static final long LONGEST_START_SECONDS = 300;

    private final Process process;
    private final Path out;
    private final Path err;

    private DemoProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static DemoProcess start(int port, Path data) throws IOException {
        return start(port, data, Map.of());
    }

    static DemoProcess start(int port, Path data, Map<String, String> more, String... arguments) throws IOException {
        Path out = Files.createTempFile("orders", ".out");
        Path err = Files.createTempFile("orders", ".err");
        List<String> command = command();
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(Map.of("PORT", Integer.toString(port), "DATA_DIR", data.toString()));
        builder.environment().remove("DATABASE_URL");
        builder.environment().remove("ON_UNCOVERED");
        builder.environment().remove("ENV_FILE");
        builder.environment().remove("DEMO");
        builder.environment().putAll(more);
        return new DemoProcess(builder.start(), out, err);
    }

    private static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Xmx256m");
        command.add("-jar");
        command.add(Path.of("target", "orders.jar").toAbsolutePath().toString());
        return command;
    }

    /** Everything that was printed up to the line {@code ready}. */
    String untilReady(int port) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_START_SECONDS);
        while (process.isAlive() && System.nanoTime() < end) {
            String text = output();
            if (text.contains("ready http://localhost:" + port + "\n")) {
                return text;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("the demo is not ready; it says: " + output() + errors());
    }

    long pid() {
        return process.pid();
    }

    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(LONGEST_START_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    String output() {
        return read(out);
    }

    String errors() {
        return read(err);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Asks it to stop, as an operating system does, and waits. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("the demo did not stop");
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.deleteIfExists(out);
        Files.deleteIfExists(err);
    }
}
