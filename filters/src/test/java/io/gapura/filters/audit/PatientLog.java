package io.gapura.filters.audit;

import java.nio.file.Path;
import java.time.InstantSource;

/**
 * A log as applications write it, for tests that are about something else: on a machine that stands still for a second, or
 * whose disk does or is nearly full, it refuses nobody and says nothing of it. Also for the tests of artifacts.
 */
public final class PatientLog {
    private PatientLog() {}

    public static JsonLinesSink to(Path directory) {
        return JsonLinesSink.to(directory).on(platform());
    }

    static JsonLinesSink.Platform platform() {
        return new JsonLinesSink.Platform(
                        SegmentFile::onDisk,
                        InstantSource.system(),
                        System::nanoTime,
                        path -> new long[] {1L << 40, 1L << 40},
                        Long.MAX_VALUE)
                .patient();
    }
}
