package io.gapura.filters.audit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a log that works does not promise: said once, when the gate opens. */
final class StartWarnings {
    /** A disk that confirms faster than this has hardly moved anything. */
    static final Duration SUSPICIOUS = Duration.ofNanos(20_000);

    private static final int PROBES = 9;

    private StartWarnings() {}

    static List<String> of(Path directory, Signing signing) {
        List<String> warnings = new ArrayList<>();
        if (signing.key().isEmpty()) {
            warnings.add("audit.key is not set: who can write the log can write it anew");
        } else {
            if (signing.anchors().isEmpty()) {
                warnings.add("audit.anchor names no place: nobody sees it when the end of the log is cut off");
            }
            if (signing.epochKey().isEmpty()) {
                warnings.add("audit.epoch-key is not set: who breaks in can sign the past anew");
            }
        }
        try {
            Duration confirmed = confirmed(directory);
            if (isSuspicious(confirmed)) {
                warnings.add("audit.directory: the disk confirms in " + confirmed.toNanos() / 1_000
                        + " microseconds, as one that stores nothing does; an event may be lost with the machine");
            }
        } catch (IOException unwritable) {
            // whoever opens the log says so
        }
        return warnings;
    }

    static boolean isSuspicious(Duration confirmed) {
        return confirmed.compareTo(SUSPICIOUS) < 0;
    }

    /** How long a few bytes take to be on the disk, as it says: the middle of nine. */
    static Duration confirmed(Path directory) throws IOException {
        Path file = Files.createTempFile(directory, ".probe", "");
        long[] took = new long[PROBES];
        try (RandomAccessFile probe = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] bytes = new byte[512];
            for (int i = 0; i < PROBES; i++) {
                long began = System.nanoTime();
                probe.write(bytes);
                probe.getFD().sync();
                took[i] = System.nanoTime() - began;
            }
        } finally {
            Files.delete(file);
        }
        Arrays.sort(took);
        return Duration.ofNanos(took[PROBES / 2]);
    }
}
