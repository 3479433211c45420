package io.gapura.examples.benchmarks;

import com.sun.management.ThreadMXBean;
import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditUnavailableException;
import io.gapura.filters.Caller;
import io.gapura.filters.Endpoint;
import io.gapura.filters.IncidentId;
import io.gapura.filters.RequestView;
import io.gapura.filters.audit.JsonLinesSink;
import io.gapura.filters.audit.LogReport;
import io.gapura.filters.audit.LogVerifier;
import io.gapura.filters.audit.Receipt;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * What the log as a whole does in a second, each figure beside the disk's own in the same run: chained events with every line
 * counted in the files, events that 64 callers have forced, events that the verifier reads on one core.
 *
 * <p>Arguments: a directory on the disk to measure, seconds for each part, threads that encode.
 */
public final class AuditThroughput {
    private static final int CALLERS = 64;
    private static final int HALF = 256;
    private static final double INTERVAL_SECONDS = 0.005;
    private static final int BURST = 64;
    private static final int REQUESTS = 8;
    private static final long PACE = 200_000;

    /** Where threads are other tenants' neighbours, one and the same code takes half as long again from one to the next. */
    private static final int ROUNDS = 3;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Path folder;
    private final int seconds;

    private AuditThroughput(Path folder, int seconds) {
        this.folder = folder;
        this.seconds = seconds;
    }

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory(Path.of(arguments[0]), "audit");
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        int threads = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        AuditThroughput measure = new AuditThroughput(folder, seconds);
        try {
            measure.stored("warm", 2, threads);
            for (int i = 0; i < ROUNDS; i++) {
                measure.hashed();
                measure.stored("stored", seconds, threads);
            }
            for (int i = 0; i < ROUNDS; i++) {
                measure.paced(threads);
            }
            measure.critical();
            measure.verified();
        } finally {
            remove(folder);
        }
    }

    private static AuditEvent event() {
        RequestView request = RequestView.get("/orders/2026-1187")
                .withCaller(Caller.of("bearer", "https://id.example.com", "clerk-17"))
                .withEndpoint(Endpoint.unknown("GET", "/orders/{id}", "orders"));
        IncidentId incident = IncidentId.of(0x0198c1f2_0000_7000L, 0x8000_0000_0000_0063L);
        return AuditEvent.ofRequest(AuditEvent.Kind.COMPLETED, Instant.now(), incident, "1-abc", request, 200);
    }

    /** The machine's own speed, beside which the figures of the request's thread are read. */
    private void hashed() throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] input = new byte[500];
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 50; i++) {
            long cpu = THREADS.getCurrentThreadCpuTime();
            for (int k = 0; k < 10_000; k++) {
                input[0] = digest.digest(input)[0];
            }
            least = Math.min(least, THREADS.getCurrentThreadCpuTime() - cpu);
        }
        say("machine: SHA-256 of 500 B in %,d ns", least / 10_000);
    }

    /** Each thread has up to 512 receipts open; every one is awaited, half of them at a time. */
    private void stored(String name, int duration, int threads) throws Exception {
        Path directory = folder.resolve(name);
        remove(directory);
        AtomicLong acknowledged = new AtomicLong();
        AtomicLong waited = new AtomicLong();
        long[] spent;
        long began = System.nanoTime();
        try (JsonLinesSink sink = JsonLinesSink.to(directory)) {
            spent = run(threads, began + duration * 1_000_000_000L, until -> {
                AuditEvent event = event();
                Receipt[] earlier = new Receipt[HALF];
                Receipt[] open = new Receipt[HALF];
                while (System.nanoTime() < until) {
                    for (int i = 0; i < HALF; i++) {
                        open[i] = sink.enqueue(event);
                    }
                    waited.addAndGet(awaited(earlier));
                    acknowledged.addAndGet(HALF);
                    Receipt[] next = earlier;
                    earlier = open;
                    open = next;
                }
                waited.addAndGet(awaited(earlier));
            });
            spent[2] = ofTheLog();
        }
        double took = (System.nanoTime() - began) / 1e9; // the last force included
        long lines = lines(directory);
        say(
                "%s: %,.0f events/s, %,d acknowledged, %,d lines in the files, %,.0f MB/s, %d threads encode",
                name, lines / took, acknowledged.get(), lines, bytes(directory) / took / 1e6, threads);
        double each = acknowledged.get();
        say(
                "%s: CPU of one event: %,.0f ns and %,.0f B on its own thread, %,.0f ns of it awaiting; %,.0f ns on the log's",
                name, spent[0] / each, spent[1] / each, waited.get() / each, spent[2] / each);
        if (lines < acknowledged.get()) {
            throw new IllegalStateException("events were lost");
        }
    }

    /**
     * What the request's own thread pays where the log is not at its end: so many events in a second of all threads, each
     * awaited some milliseconds later, when its request ends. Two looks at the clock for each {@link #BURST} are in it.
     */
    private void paced(int threads) throws Exception {
        Queue<Long> bursts = new ConcurrentLinkedQueue<>();
        AtomicLong waited = new AtomicLong();
        Path directory = folder.resolve("paced");
        remove(directory);
        try (JsonLinesSink sink = JsonLinesSink.to(directory)) {
            run(threads, System.nanoTime() + seconds * 1_000_000_000L, until -> {
                AuditEvent event = event();
                Receipt[][] open = new Receipt[REQUESTS][BURST];
                long pause = 1_000_000_000L * BURST * threads / PACE;
                int turn = 0;
                for (long next = System.nanoTime(); next < until; next += pause) {
                    while (System.nanoTime() < next) {
                        Thread.onSpinWait();
                    }
                    Receipt[] burst = open[turn++ % REQUESTS];
                    waited.addAndGet(awaited(burst));
                    long cpu = THREADS.getCurrentThreadCpuTime();
                    for (int i = 0; i < BURST; i++) {
                        burst[i] = sink.enqueue(event);
                    }
                    bursts.add(THREADS.getCurrentThreadCpuTime() - cpu);
                }
                for (Receipt[] each : open) {
                    awaited(each);
                }
            });
        }
        double handed = (double) bursts.size() * BURST;
        if (lines(directory) < handed) {
            throw new IllegalStateException("events were lost");
        }
        long[] spent = bursts.stream().mapToLong(Long::longValue).sorted().toArray();
        say(
                "paced: %,.0f events/s, CPU of one event on its own thread: %,.0f ns (median %,d) to hand it over, %,.0f ns to find it stored",
                handed / seconds,
                Arrays.stream(spent).sum() / handed,
                spent[spent.length / 2] / BURST,
                waited.get() / handed);
    }

    /** Returns the CPU time that it took. */
    private static long awaited(Receipt[] open) throws AuditUnavailableException {
        long cpu = THREADS.getCurrentThreadCpuTime();
        for (Receipt each : open) {
            if (each != null) { // the first time
                each.await();
            }
        }
        return THREADS.getCurrentThreadCpuTime() - cpu;
    }

    /** CPU time of the threads that seal, write and force. */
    private static long ofTheLog() {
        long sum = 0;
        for (long id : THREADS.getAllThreadIds()) {
            ThreadInfo thread = THREADS.getThreadInfo(id);
            if (thread != null && thread.getThreadName().startsWith("gapura-audit")) {
                sum += Math.max(0, THREADS.getThreadCpuTime(id));
            }
        }
        return sum;
    }

    private void critical() throws Exception {
        Path directory = folder.resolve("critical");
        double before = force();
        AtomicLong acknowledged = new AtomicLong();
        long began = System.nanoTime();
        try (JsonLinesSink sink = JsonLinesSink.to(directory)) {
            run(CALLERS, began + seconds * 1_000_000_000L, until -> {
                AuditEvent event = event().critical();
                while (System.nanoTime() < until) {
                    sink.append(event);
                    acknowledged.incrementAndGet();
                }
            });
        }
        double rate = acknowledged.get() / ((System.nanoTime() - began) / 1e9);
        double disk = (before + force()) / 2;
        double bound = CALLERS / (INTERVAL_SECONDS + disk);
        say(
                "critical: %,.0f events/s of %d callers; fdatasync p50 %.2f ms, so %.2f of %d / (5 ms + fdatasync) = %,.0f",
                rate, CALLERS, disk * 1e3, rate / bound, CALLERS, bound);
        if (lines(directory) < acknowledged.get()) {
            throw new IllegalStateException("events were lost");
        }
    }

    private void verified() throws IOException {
        Path directory = folder.resolve("stored");
        LogVerifier.verify(folder.resolve("critical")); // warm
        for (int i = 0; i < 2; i++) {
            long cpu = THREADS.getCurrentThreadCpuTime();
            LogReport report = LogVerifier.verify(directory);
            double took = (THREADS.getCurrentThreadCpuTime() - cpu) / 1e9;
            if (!(report instanceof LogReport.Valid valid)) {
                throw new IllegalStateException(report.toString());
            }
            say("verified: %,.0f events/s of one core (CPU time)", valid.events() / took);
        }
    }

    /** Median in seconds: an append of 512 bytes and its force, by one thread. */
    private double force() throws IOException {
        double[] took = new double[200];
        Path file = folder.resolve("probe");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < took.length; i++) {
                long began = System.nanoTime();
                channel.write(ByteBuffer.allocate(512));
                channel.force(false);
                took[i] = (System.nanoTime() - began) / 1e9;
            }
        }
        Files.delete(file);
        Arrays.sort(took);
        return took[took.length / 2];
    }

    @FunctionalInterface
    private interface Work {
        void until(long nanos) throws AuditUnavailableException;
    }

    /** Returns the CPU time and the bytes that these threads took, and room for one more. */
    private static long[] run(int threads, long until, Work work) throws InterruptedException {
        List<Thread> all = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        AtomicLong cpu = new AtomicLong();
        AtomicLong bytes = new AtomicLong();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                try {
                    work.until(until);
                    cpu.addAndGet(THREADS.getCurrentThreadCpuTime());
                    bytes.addAndGet(THREADS.getThreadAllocatedBytes(
                            Thread.currentThread().getId()));
                } catch (AuditUnavailableException refused) {
                    throw new IllegalStateException(refused);
                }
            });
            thread.setUncaughtExceptionHandler((dead, cause) -> {
                synchronized (failures) {
                    failures.add(cause);
                }
            });
            all.add(thread);
        }
        all.forEach(Thread::start);
        for (Thread each : all) {
            each.join();
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException(failures.get(0));
        }
        return new long[] {cpu.get(), bytes.get(), 0};
    }

    private static long lines(Path directory) throws IOException {
        long count = 0;
        byte[] buffer = new byte[1 << 20];
        for (Path segment : segments(directory)) {
            try (InputStream in = Files.newInputStream(segment)) {
                for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                    for (int i = 0; i < read; i++) {
                        count += buffer[i] == '\n' ? 1 : 0;
                    }
                }
            }
        }
        return count;
    }

    private static long bytes(Path directory) throws IOException {
        long sum = 0;
        for (Path segment : segments(directory)) {
            sum += Files.size(segment);
        }
        return sum;
    }

    private static List<Path> segments(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("segment"))) {
            return files.filter(file -> file.toString().endsWith(".jsonl")).toList();
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
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
