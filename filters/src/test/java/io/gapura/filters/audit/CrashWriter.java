package io.gapura.filters.audit;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditUnavailableException;
import io.gapura.filters.Client;
import io.gapura.filters.Rejection;
import io.gapura.filters.config.DataSize;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A writer in a process of its own, for parents that kill it or break its disk: many threads, all classes mixed, and a line on
 * standard output for each event that was acknowledged, and for each that was refused.
 */
final class CrashWriter {
    private CrashWriter() {}

    /** Arguments: directory, threads, events of each thread. A fourth, {@code force}, has each event forced. */
    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[1]);
        int events = Integer.parseInt(arguments[2]);
        JsonLinesSink sink = JsonLinesSink.to(Path.of(arguments[0]))
                .durable(Durability.STANDARD.segment(DataSize.of("1MiB"), Duration.ofHours(1)));
        if (arguments.length > 3) {
            sink = sink.force(JsonLinesSink.Force.DISK);
        }
        try (FileOutputStream out = new FileOutputStream(java.io.FileDescriptor.out);
                JsonLinesSink log = sink) {
            log.check();
            out.write("ready\n".getBytes(StandardCharsets.US_ASCII));
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                writers.add(new Thread(() -> write(log, out, thread, events)));
            }
            writers.forEach(Thread::start);
            for (Thread writer : writers) {
                writer.join();
            }
        }
    }

    private static void write(JsonLinesSink log, FileOutputStream out, int thread, int events) {
        try {
            for (int i = 0; i < events; i++) {
                if (i % 7 == 3) {
                    log.append(bulk(thread)); // nobody waits for it
                }
                AuditEvent event = Events.completed("/" + thread + "-" + i);
                String said = thread + "-" + i;
                try {
                    log.append((thread + i) % 3 == 0 ? event.critical() : event);
                } catch (AuditUnavailableException unavailable) {
                    said = "refused " + said;
                }
                out.write((said + "\n").getBytes(StandardCharsets.US_ASCII)); // one write, so one line
            }
        } catch (IOException | AuditUnavailableException gone) {
            throw new IllegalStateException(gone);
        }
    }

    private static AuditEvent bulk(int thread) {
        Rejection by = Rejection.of(404, "not-found", "unmatched");
        Client client = new Client("192.0.2." + thread);
        return AuditEvent.ofUnread(
                        AuditEvent.Kind.REFUSED,
                        Events.NOON,
                        Events.INCIDENT,
                        "1",
                        new AuditEvent.RequestLine("GET", "http", client),
                        404)
                .refused(by, "engine");
    }

    /** The command line, behind what runs it, such as {@code strace}. */
    static Process start(List<String> before, Path said, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx192m"));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(CrashWriter.class.getName());
        command.addAll(Arrays.asList(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(said.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
