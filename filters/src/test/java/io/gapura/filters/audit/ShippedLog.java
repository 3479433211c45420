package io.gapura.filters.audit;

import io.gapura.filters.RequestView;
import io.gapura.filters.audit.ship.Shipment;
import io.gapura.filters.audit.ship.ShippedLine;
import io.gapura.filters.audit.ship.Shipper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A log whose lines go to a shipper, in small shipments and with little patience; also for the tests of artifacts. */
public final class ShippedLog {
    /** What they are called in lines. */
    public static final String ORIGIN = "orders.example.com/audit/node-1";

    static final Backoff.Pace SOON = new Backoff.Pace(Duration.ofMillis(2), Duration.ofMillis(30), 5);

    private final Path directory;

    public ShippedLog(Path directory) {
        this.directory = directory;
    }

    /** Segments of about six events, forced line by line. */
    JsonLinesSink sink() {
        return JsonLinesSink.to(directory)
                .origin(ORIGIN)
                .force(JsonLinesSink.Force.DISK)
                .on(JsonLinesSinkTest.platform(SegmentFile::onDisk, 6_000));
    }

    /** The same, with a shipper that takes seven events at once. */
    public JsonLinesSink to(Shipper shipper) {
        return to(shipper, true);
    }

    JsonLinesSink to(Shipper shipper, boolean required) {
        return sink().with(Signing.NONE.withDestinations(List.of(destination(shipper, required))));
    }

    static Destination destination(Shipper shipper, boolean required) {
        return new Destination("elsewhere", shipper, required, 7, 1 << 20, Duration.ofMinutes(3), SOON);
    }

    /** So many more events. */
    public static void append(JsonLinesSink sink, int events) throws Exception {
        for (int i = 0; i < events; i++) {
            sink.append(Events.completed(
                    RequestView.get("/orders/" + i).header("User-Agent", "K\u00e4se \ud83d\ude00 'quoted' \"" + i)));
        }
    }

    /** What is stored, in order. */
    public List<String> lines() {
        return Events.lines(directory);
    }

    /** Lines of a log of its own, as they would be shipped. */
    public List<ShippedLine> shipped(int events) throws Exception {
        try (JsonLinesSink sink = sink()) {
            append(sink, events);
        }
        return shipped();
    }

    /** All that is stored. */
    public List<ShippedLine> shipped() throws IOException {
        List<ShippedLine> lines = new ArrayList<>();
        StoredLog.at(directory).read((sequence, line) -> {
            LogLine read = LogLine.read(line);
            lines.add(ShippedLine.of(
                    read.chain(), sequence, read.link().uid(), read.link().fingerprint(), line));
            return true;
        });
        return lines;
    }

    /** Four minutes at most. */
    public static void await(BooleanSupplier condition) throws InterruptedException {
        SignedLog.await(condition);
    }

    /** A backup of a log that nobody writes. */
    public static void copy(Path from, Path to) throws IOException {
        SignedLog.copy(from, to);
    }

    /** One shipment of all of them. */
    public static Shipment all(List<ShippedLine> lines) {
        return new Shipment(lines);
    }
}
