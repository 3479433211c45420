package io.gapura.examples.benchmarks;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Caller;
import io.gapura.filters.Endpoint;
import io.gapura.filters.IncidentId;
import io.gapura.filters.RequestView;
import io.gapura.filters.audit.JsonLinesSink;
import io.gapura.filters.audit.LogReport;
import io.gapura.filters.audit.LogVerifier;
import io.gapura.filters.audit.Receipt;
import io.gapura.filters.audit.tlog.NoteKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How many events the verifier reads in a second of one core, beside what hashing each of them twice takes alone: of a log
 * that nobody signs, and of one with tiles, bundles and checkpoints whose signatures are verified.
 *
 * <p>Arguments: a directory to write the logs to, events, rounds.
 */
public final class AuditVerification {
    private static final String ORIGIN = "orders.example.com/audit/node-1";
    private static final int IN_FLIGHT = 256;

    private AuditVerification() {}

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory(Path.of(arguments[0]), "audit");
        int events = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 4;
        NoteKey key = NoteKey.generate(ORIGIN, new SecureRandom());
        try {
            Path plain = folder.resolve("plain");
            Path signed = folder.resolve("signed");
            write(JsonLinesSink.to(plain).origin(ORIGIN), events);
            write(JsonLinesSink.to(signed).origin(ORIGIN).signedBy(key), events);
            hashes((int) (bytes(plain) / events));
            for (int round = 0; round < rounds; round++) {
                verify("not signed", LogVerifier.of(plain));
                verify(
                        "signed, with tiles, bundles and checkpoints",
                        LogVerifier.of(signed).key(key.verifier()));
            }
        } finally {
            remove(folder);
        }
    }

    private static void write(JsonLinesSink log, int events) throws Exception {
        RequestView request = RequestView.get("/orders/2026-1187")
                .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0")
                .withCaller(Caller.of("bearer", "https://id.example.com", "clerk-17"))
                .withEndpoint(Endpoint.unknown("GET", "/orders/{id}", "orders"));
        IncidentId incident = IncidentId.of(0x0198c1f2_0000_7000L, 0x8000_0000_0000_0063L);
        AuditEvent event =
                AuditEvent.ofRequest(AuditEvent.Kind.COMPLETED, Instant.now(), incident, "1-abc", request, 200);
        try (log) {
            Receipt[] open = new Receipt[IN_FLIGHT];
            for (int i = 0; i < events; i++) {
                int slot = i % IN_FLIGHT;
                if (open[slot] != null) {
                    open[slot].await();
                }
                open[slot] = log.enqueue(event);
            }
        }
    }

    private static void hashes(int size) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] line = new byte[size];
        double best = Double.MAX_VALUE;
        for (int round = 0; round < 40; round++) {
            double began = cpu();
            for (int i = 0; i < 20_000; i++) {
                digest.update(line);
                digest.digest(line, 0, 32);
            }
            best = Math.min(best, (cpu() - began) / 20_000);
        }
        say("a line has %,d bytes; SHA-256 of so many takes %,.0f ns", size, best * 1e9);
    }

    private static void verify(String what, LogVerifier verifier) throws IOException {
        double began = cpu();
        LogReport report = verifier.verify();
        double took = cpu() - began;
        if (!(report instanceof LogReport.Valid valid)) {
            throw new IllegalStateException(report.toString());
        }
        say("%s: %,.0f events/s of one core (CPU time), %,d events", what, valid.events() / took, valid.events());
    }

    private static double cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    private static long bytes(Path log) throws IOException {
        try (Stream<Path> files = Files.list(log.resolve("segment"))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException stuck) {
                    throw new UncheckedIOException(stuck);
                }
            });
        }
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
