package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.AuditUnavailableException;
import io.gapura.filters.ConfigurationException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that fails: nothing is acknowledged that is not stored, and the log goes on when the disk does. */
class FailClosedTest {
    @TempDir
    Path temp;

    private final FailingDisk disk = new FailingDisk();
    private Path directory;
    private JsonLinesSink sink;

    @BeforeEach
    void open() {
        directory = temp.resolve("audit");
        sink = JsonLinesSink.to(directory)
                .force(JsonLinesSink.Force.DISK)
                .on(JsonLinesSinkTest.platform(disk, 64L << 20));
    }

    @AfterEach
    void close() {
        sink.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 300, 100_000})
    void aFullDiskRefusesTheEventAndLeavesNoTornLineInTheLog(int bytesThatStillFit) throws Exception {
        sink.append(Events.completed("/stored"));
        disk.room = bytesThatStillFit;
        disk.full = true;

        assertThatThrownBy(() -> sink.append(Events.completed("/refused")))
                .isInstanceOf(AuditUnavailableException.class);
        assertThatThrownBy(sink::check).isInstanceOf(AuditUnavailableException.class);
        assertThatThrownBy(() -> sink.append(Events.completed("/refused")))
                .isInstanceOf(AuditUnavailableException.class);

        disk.full = false;
        sink.check();
        sink.append(Events.completed("/after"));
        assertStored("/stored", "gapura_audit_recovered", "/after");
        assertThat(Events.at(line(1), "unmapped", "refused_events")).isEqualTo(2L);
        assertThat(Events.at(line(1), "unmapped", "last_seq")).isEqualTo(0L);
    }

    @Test
    void aFailedForceIsFinalForItsSegment() throws Exception {
        sink.append(Events.completed("/stored"));
        disk.forceFails = true;
        assertThatThrownBy(() -> sink.append(Events.completed("/refused")))
                .isInstanceOf(AuditUnavailableException.class);
        disk.forceFails = false;

        sink.append(Events.completed("/after"));

        assertStored("/stored", "gapura_audit_recovered", "/after");
        assertThat(disk.opened)
                .as("once more in a new segment, and again when it goes on")
                .hasValue(3);
        assertThat(LogDirectory.segments(directory).stream().map(LogDirectory::first))
                .containsExactly(0L, 1L);
    }

    @Test
    void theFirstLineMayFailToo() throws Exception {
        sink.check();
        disk.full = true;
        assertThatThrownBy(() -> sink.append(Events.completed("/refused")))
                .isInstanceOf(AuditUnavailableException.class);
        disk.full = false;

        sink.append(Events.completed("/after"));

        assertStored("gapura_audit_recovered", "/after");
    }

    @Test
    void aSegmentThatCannotBeOpenedRefuses() throws Exception {
        sink.append(Events.completed("/stored"));
        disk.full = true;
        disk.openFails = true;
        assertThatThrownBy(() -> sink.append(Events.completed("/refused")))
                .isInstanceOf(AuditUnavailableException.class);
        disk.full = false;
        assertThatThrownBy(sink::check).isInstanceOf(AuditUnavailableException.class);
        disk.openFails = false;

        sink.check();

        assertStored("/stored", "gapura_audit_recovered");
    }

    @Test
    void anErrorInTheMiddleOfAWriteLeavesALogThatRecovers() throws Exception {
        sink.append(Events.completed("/stored"));
        disk.breaks = true;
        assertThatThrownBy(() -> sink.append(Events.completed("/refused")))
                .isInstanceOf(AuditUnavailableException.class)
                .hasRootCauseInstanceOf(OutOfMemoryError.class);
        disk.breaks = false;

        sink.append(Events.completed("/after"));

        assertStored("/stored", "gapura_audit_recovered", "/after");
    }

    @Test
    void aDiskThatFailsAtStartStopsTheStartAndFreesTheDirectory() {
        disk.openFails = true;
        assertThatThrownBy(sink::check).isInstanceOf(ConfigurationException.class);
        disk.openFails = false;

        assertThat(catching(sink::check)).isNull();
    }

    @Test
    void afterARestartTheTornLineIsStillNotPartOfTheLog() throws Exception {
        sink.append(Events.completed("/stored"));
        disk.room = 300;
        disk.full = true;
        assertThatThrownBy(() -> sink.append(Events.completed("/refused")))
                .isInstanceOf(AuditUnavailableException.class);
        sink.close();

        try (JsonLinesSink next = PatientLog.to(directory)) {
            next.append(Events.completed("/after"));
        }
        assertStored("/stored", "gapura_audit_recovered", "/after");
        assertThat(Events.at(line(1), "unmapped", "cut_bytes")).isEqualTo(300L);
    }

    private void assertStored(String... expected) throws IOException {
        assertThat(LogVerifier.verify(directory))
                .isInstanceOfSatisfying(
                        LogReport.Valid.class,
                        valid -> assertThat(valid.events()).isEqualTo(expected.length));
        List<String> words = acknowledged().stream()
                .map(event -> Events.at(event, "http_request", "url", "path").equals("(absent)")
                        ? Events.at(event, "metadata", "event_code").toString()
                        : Events.at(event, "http_request", "url", "path").toString())
                .toList();
        assertThat(words).containsExactly(expected);
    }

    private Map<String, Object> line(int sequence) throws IOException {
        return acknowledged().get(sequence);
    }

    /** Lines that the name of the next segment does not end. */
    private List<Map<String, Object>> acknowledged() throws IOException {
        List<Path> segments = LogDirectory.segments(directory);
        java.util.ArrayList<Map<String, Object>> events = new java.util.ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            long bound = i + 1 < segments.size() ? LogDirectory.first(segments.get(i + 1)) : Long.MAX_VALUE;
            for (String line : Files.readString(segments.get(i)).split("\n")) {
                if (events.size() < bound && !line.isEmpty()) {
                    events.add(AuditSinkContract.read(line));
                }
            }
        }
        return events;
    }

    private static Throwable catching(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return org.assertj.core.api.Assertions.catchThrowable(call);
    }

    /** A disk of the file system with faults in front of it. */
    private static final class FailingDisk implements SegmentFile.Opener {
        private volatile boolean full;
        private volatile int room;
        private volatile boolean forceFails;
        private volatile boolean openFails;
        private volatile boolean breaks;
        private final AtomicInteger opened = new AtomicInteger();

        @Override
        public SegmentFile open(Path segment) throws IOException {
            if (openFails) {
                throw new IOException("Too many open files");
            }
            opened.incrementAndGet();
            SegmentFile real = SegmentFile.onDisk(segment);
            return new SegmentFile() {
                @Override
                public void append(ByteBuffer bytes) throws IOException {
                    if (full) {
                        real.append(bytes.limit(bytes.position() + Math.min(room, bytes.remaining())));
                        throw new IOException("No space left on device");
                    }
                    if (breaks) {
                        real.append(bytes.limit(bytes.position() + 10));
                        throw new OutOfMemoryError("injected");
                    }
                    real.append(bytes);
                }

                @Override
                public void force() throws IOException {
                    if (forceFails) {
                        throw new IOException("Input/output error");
                    }
                    real.force();
                }

                @Override
                public long length() {
                    return real.length();
                }

                @Override
                public void close() throws IOException {
                    real.close();
                }
            };
        }
    }
}
