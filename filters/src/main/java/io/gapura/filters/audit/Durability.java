package io.gapura.filters.audit;

import io.gapura.filters.config.DataSize;
import java.time.Duration;

/**
 * How events get to the disk, and what happens when they do not.
 *
 * @param ring so many events wait for the writer at most
 * @param ringBytes in so much memory
 * @param forceInterval the longest time that a written line waits to be forced
 * @param onTrouble what becomes of a request whose STANDARD event cannot be stored
 * @param maxBytes that the directory may grow to; 0 for all there is
 * @param segment a file of lines ends when it is so large
 * @param segmentAge or so old
 * @param patience that a request has with a disk for its STANDARD event; four times that for a CRITICAL one
 */
record Durability(
        int ring,
        DataSize ringBytes,
        Duration forceInterval,
        JsonLinesSink.OnTrouble onTrouble,
        DataSize maxBytes,
        DataSize segment,
        Duration segmentAge,
        Duration patience) {
    static final Durability STANDARD = new Durability(
            65_536,
            DataSize.of("64MiB"),
            Duration.ofMillis(5),
            JsonLinesSink.OnTrouble.REFUSE,
            DataSize.bytes(0),
            DataSize.of("64MiB"),
            Duration.ofHours(1),
            Duration.ofMillis(500));

    Durability {
        require(ring >= 64 && ring <= 1 << 20, "ring must be from 64 to 1048576 events");
        require(isWithin(ringBytes, 1 << 20, 1L << 30), "ring-bytes must be from 1MiB to 1GiB");
        require(isWithin(forceInterval, Duration.ZERO, Duration.ofSeconds(1)), "force-interval must be from 0s to 1s");
        require(isWithin(segment, 1 << 20, 1L << 30), "segment must be from 1MiB to 1GiB");
        require(isWithin(segmentAge, Duration.ofSeconds(1), Duration.ofDays(1)), "segment-age must be from 1s to 1d");
        require(isWithin(patience, Duration.ofMillis(100), Duration.ofMinutes(1)), "patience must be from 100ms to 1m");
        require(
                maxBytes.toBytes() == 0 || maxBytes.toBytes() >= 4 * segment.toBytes(),
                "max-bytes must be 0 or at least four times segment");
    }

    private static boolean isWithin(DataSize size, long least, long most) {
        return size.toBytes() >= least && size.toBytes() <= most;
    }

    private static boolean isWithin(Duration time, Duration least, Duration most) {
        return time.compareTo(least) >= 0 && time.compareTo(most) <= 0;
    }

    private static void require(boolean met, String message) {
        if (!met) {
            throw new IllegalArgumentException(message);
        }
    }

    Durability onTrouble(JsonLinesSink.OnTrouble what) {
        return new Durability(ring, ringBytes, forceInterval, what, maxBytes, segment, segmentAge, patience);
    }

    Durability maxBytes(DataSize most) {
        return new Durability(ring, ringBytes, forceInterval, onTrouble, most, segment, segmentAge, patience);
    }

    Durability ring(int events, DataSize bytes) {
        return new Durability(events, bytes, forceInterval, onTrouble, maxBytes, segment, segmentAge, patience);
    }

    Durability forceInterval(Duration longest) {
        return new Durability(ring, ringBytes, longest, onTrouble, maxBytes, segment, segmentAge, patience);
    }

    Durability segment(DataSize size, Duration age) {
        return new Durability(ring, ringBytes, forceInterval, onTrouble, maxBytes, size, age, patience);
    }

    Durability patience(Duration longest) {
        return new Durability(ring, ringBytes, forceInterval, onTrouble, maxBytes, segment, segmentAge, longest);
    }
}
