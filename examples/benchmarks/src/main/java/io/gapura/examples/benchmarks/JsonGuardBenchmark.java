package io.gapura.examples.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import io.gapura.filters.BodyGuard;
import io.gapura.validation.JsonGuard;
import io.gapura.validation.JsonLimits;
import io.gapura.validation.JsonShape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to watch JSON, beside jackson-core's own reading of the same bytes: its blocking parser, which skips what
 * nobody asks for, and its non-blocking one, which the guard runs on.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class JsonGuardBenchmark {
    private static final JsonFactory PLAIN = new JsonFactory();

    /** Of the document, in bytes. */
    @Param({"1024", "65536"})
    int size;

    private byte[] document;
    private JsonGuard guard;
    private JsonGuard shaped;

    /** What the document is bound to. */
    public record Parcel(
            String recipient, String street, int grams, double price, boolean gift, List<String> tags, Note note) {}

    /** A part of it. */
    public record Note(String text, long at) {}

    @Setup
    public void fill() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; text.length() < size - 260; i++) {
            text.append(i == 0 ? "" : ",")
                    .append("{\"recipient\":\"Ayu Kusuma Dewi\",\"street\":\"Jalan Gapura ")
                    .append(i)
                    .append("\",\"grams\":")
                    .append(200 + i)
                    .append(",\"price\":12.50,\"gift\":")
                    .append(i % 2 == 0)
                    .append(
                            ",\"tags\":[\"fragile\",\"café\",\"night\"],\"note\":{\"text\":\"Leave it with the neighbours\",\"at\":")
                    .append(1_700_000_000L + i)
                    .append("}}");
        }
        document = text.append(']').toString().getBytes(StandardCharsets.UTF_8);
        guard = JsonGuard.of(JsonLimits.DEFAULTS);
        shaped = JsonGuard.of(JsonLimits.DEFAULTS, JsonShape.of(Parcel[].class));
    }

    /** The blocking parser. */
    @Benchmark
    public int blocking() throws IOException {
        int tokens = 0;
        try (JsonParser parser = PLAIN.createParser(document)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }

    /** The non-blocking one. */
    @Benchmark
    public int nonBlocking() throws IOException {
        int tokens = 0;
        try (JsonParser parser = PLAIN.createNonBlockingByteArrayParser()) {
            ByteArrayFeeder feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
            feeder.feedInput(document, 0, document.length);
            feeder.endOfInput();
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                tokens++;
            }
        }
        return tokens;
    }

    /** Structure alone. */
    @Benchmark
    public BodyGuard guarded() throws IOException {
        return watched(guard.open());
    }

    /** Structure and members. */
    @Benchmark
    public BodyGuard guardedWithShape() throws IOException {
        return watched(shaped.open());
    }

    private BodyGuard watched(BodyGuard watching) throws IOException {
        watching.bytes(document, 0, document.length);
        watching.end();
        return watching;
    }
}
