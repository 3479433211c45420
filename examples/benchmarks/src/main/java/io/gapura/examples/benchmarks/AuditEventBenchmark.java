package io.gapura.examples.benchmarks;

import io.gapura.filters.ApplicationEvent;
import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditWord;
import io.gapura.filters.Caller;
import io.gapura.filters.DataClass;
import io.gapura.filters.Endpoint;
import io.gapura.filters.IncidentId;
import io.gapura.filters.RequestView;
import io.gapura.filters.audit.JsonLinesSink;
import io.gapura.filters.audit.Receipt;
import io.gapura.filters.audit.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one event costs the thread of its request, from the values to the line that the operating system has: read with
 * {@code -prof gc} for bytes. {@code enqueued} is what the request's thread does itself; {@code grant} and {@code event} wait
 * for the writer, too. {@code sampledOut} only decides.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class AuditEventBenchmark {
    private Path folder;
    private JsonLinesSink all;
    private JsonLinesSink sampled;
    private AuditEvent grant;
    private AuditEvent said;
    private int entered;

    @Setup
    public void open() throws Exception {
        folder = Files.createTempDirectory("audit");
        all = JsonLinesSink.to(folder.resolve("all"));
        sampled = JsonLinesSink.to(folder.resolve("sampled"))
                .recording(Recording.standard().grants("1%"));
        RequestView request = RequestView.get("/orders/2026-1187")
                .header(
                        "User-Agent",
                        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0")
                .withCaller(Caller.of("bearer", "https://id.example.com", "clerk-17"))
                .withEndpoint(Endpoint.unknown("GET", "/orders/{id}", "orders"));
        IncidentId incident = IncidentId.of(0x0198c1f2_0000_7000L, 0x8000_0000_0000_0063L);
        grant = AuditEvent.ofRequest(AuditEvent.Kind.COMPLETED, Instant.now(), incident, "1-abc", request, 200);
        said = AuditEvent.ofRequest(AuditEvent.Kind.APPLICATION, Instant.now(), incident, "1-abc", request, 0)
                .application(ApplicationEvent.of(AuditWord.SENSITIVE_READ)
                        .resource("customer", "17")
                        .value("fields", "address,phone", DataClass.INTERNAL));
        all.append(grant);
        sampled.append(grant);
        requireLines("all", 1);
        requireLines("sampled", 0);
    }

    /** A log that drops everything is fast: look at it before timing it. */
    private void requireLines(String log, long count) throws IOException {
        long found = 0;
        if (Files.isDirectory(folder.resolve(log))) {
            try (Stream<Path> segments = Files.list(folder.resolve(log).resolve("segment"))) {
                for (Path segment : segments.toList()) {
                    found += Files.readAllLines(segment).size();
                }
            }
        }
        if (found != count) {
            throw new IllegalStateException(log + " holds " + found + " lines");
        }
    }

    @TearDown
    public void close() throws IOException {
        all.close();
        sampled.close();
        List<Path> files;
        try (Stream<Path> walked = Files.walk(folder)) {
            files = walked.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    @Benchmark
    public void grant() throws Exception {
        all.append(grant);
    }

    /** The request's own share: encoding and handing over. One in 256 waits, so that the queue stays short. */
    @Benchmark
    public void enqueued() throws Exception {
        Receipt receipt = all.enqueue(grant);
        if ((++entered & 255) == 0) {
            receipt.await();
        }
    }

    @Benchmark
    public void event() throws Exception {
        all.append(said);
    }

    @Benchmark
    public void sampledOut() throws Exception {
        sampled.append(grant);
    }
}
