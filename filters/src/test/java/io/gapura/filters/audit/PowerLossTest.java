package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditUnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/**
 * Any order of events, failures, ends of the process and losses of power, in segments so small that they rotate all the time:
 * the log is VALID after each recovery, what was promised for the process survives the process, and what was promised for the
 * machine survives the machine, whatever part of the bytes that were not forced the disk has kept.
 */
class PowerLossTest {
    /** What happens. */
    enum Step {
        STANDARD,
        CRITICAL,
        FORCE_FAILS,
        WRITE_FAILS,
        BOTH_FAIL,
        PROCESS_ENDS,
        CLOSES,
        POWER_GOES
    }

    /** Remembers how much of each file was forced. */
    private static final class Forgetful implements SegmentFile.Opener {
        private final Map<String, Long> forced = new HashMap<>();
        private int failingForces;
        private int failingWrites;
        private int bytesThatFit;

        private static String name(Path segment) {
            return segment.getFileName().toString().replace(".new", "");
        }

        @Override
        public synchronized SegmentFile open(Path segment) throws IOException {
            SegmentFile real = SegmentFile.onDisk(segment);
            forced.put(name(segment), real.length());
            return new SegmentFile() {
                @Override
                public void append(ByteBuffer bytes) throws IOException {
                    synchronized (Forgetful.this) {
                        if (failingWrites > 0) {
                            failingWrites--;
                            real.append(bytes.limit(bytes.position() + Math.min(bytesThatFit, bytes.remaining())));
                            throw new IOException("Input/output error");
                        }
                    }
                    real.append(bytes);
                }

                @Override
                public void force() throws IOException {
                    synchronized (Forgetful.this) {
                        if (failingForces > 0) {
                            failingForces--;
                            throw new IOException("Input/output error");
                        }
                        forced.put(name(segment), real.length());
                    }
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

        /** What another process finds. */
        synchronized void copy(Path from, Path to, Random random, boolean power) throws IOException {
            SignedLog.copy(from, to);
            Files.deleteIfExists(to.resolve("owner"));
            for (Path segment : power ? LogDirectory.segments(to) : List.<Path>of()) {
                long safe =
                        forced.getOrDefault(segment.getFileName().toString(), Long.MAX_VALUE); // of the process before
                byte[] bytes = Files.readAllBytes(segment);
                safe = Math.min(safe, bytes.length);
                long unsafe = bytes.length - safe;
                int kept = (int) (safe + (unsafe <= 0 ? 0 : random.nextInt((int) unsafe + 1)));
                Files.write(segment, Arrays.copyOf(bytes, kept));
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<Step> step = Arbitraries.frequency(
                Tuple.of(10, Step.STANDARD),
                Tuple.of(4, Step.CRITICAL),
                Tuple.of(2, Step.FORCE_FAILS),
                Tuple.of(2, Step.WRITE_FAILS),
                Tuple.of(1, Step.BOTH_FAIL),
                Tuple.of(2, Step.PROCESS_ENDS),
                Tuple.of(1, Step.CLOSES),
                Tuple.of(2, Step.POWER_GOES));
        return step.list().ofMinSize(1).ofMaxSize(40);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.OFF)
    void anyHistoryEndsValidWithAllThatWasPromised(@ForAll("histories") List<Step> history, @ForAll Random random)
            throws Exception {
        Path temp = Files.createTempDirectory("power");
        try {
            new Run(temp, random).through(history);
        } finally {
            SignedLog.delete(temp);
        }
    }

    private static final class Run {
        private final Path temp;
        private final Random random;
        private final List<String> survivesProcess = new ArrayList<>();
        private final List<String> survivesMachine = new ArrayList<>();
        private Forgetful disk = new Forgetful();
        private Path directory;
        private JsonLinesSink sink;
        private final int aside;
        private int processes;
        private int events;

        private Run(Path temp, Random random) {
            this.temp = temp;
            this.random = random;
            this.aside = random.nextBoolean() ? 1 : 1 << 20; // each force by another thread, or none
            this.directory = temp.resolve("0");
            this.sink = sink();
        }

        /** Nothing is forced but what must be. */
        private JsonLinesSink sink() {
            return JsonLinesSink.to(directory)
                    .durable(Durability.STANDARD.forceInterval(Duration.ofSeconds(1)))
                    .on(JsonLinesSinkTest.platform(disk, 4_000).aside(aside));
        }

        private void through(List<Step> history) throws Exception {
            sink.check();
            for (Step step : history) {
                switch (step) {
                    case STANDARD -> append(false);
                    case CRITICAL -> append(true);
                    case FORCE_FAILS -> fail(1, 0);
                    case WRITE_FAILS -> fail(0, 1);
                    case BOTH_FAIL -> fail(2, 2);
                    case PROCESS_ENDS -> ends(false);
                    case POWER_GOES -> ends(true);
                    case CLOSES -> {
                        sink.close();
                        fail(0, 0);
                        sink = sink();
                        sink.check(); // a disk that fails at the start stops the start
                    }
                }
            }
            ends(random.nextBoolean());
            sink.close();
        }

        private void fail(int forces, int writes) {
            synchronized (disk) {
                disk.failingForces = forces;
                disk.failingWrites = writes;
                disk.bytesThatFit = random.nextInt(2_000);
            }
        }

        private void append(boolean critical) {
            String path = "/" + events++;
            AuditEvent event = Events.completed(path);
            try {
                sink.append(critical ? event.critical() : event);
                survivesProcess.add(path);
                if (critical) {
                    survivesMachine.add(path);
                }
            } catch (AuditUnavailableException refused) {
                // nothing was promised
            }
        }

        private void ends(boolean power) throws Exception {
            Path next = temp.resolve(Integer.toString(++processes));
            if (Files.exists(directory)) {
                disk.copy(directory, next, random, power);
            }
            fail(0, 0);
            sink.close();
            directory = next;
            disk = new Forgetful();
            sink = sink();
            sink.check();
            assertThat(LogVerifier.verify(directory)).isInstanceOf(LogReport.Valid.class);
            String stored = Events.lines(directory).toString();
            if (power) {
                survivesProcess.retainAll(survivesMachine); // the rest may be there or not
            }
            for (String path : survivesProcess) {
                assertThat(stored.split("\"path\":\"" + path + "\"", -1))
                        .as(path)
                        .hasSize(2);
            }
            survivesMachine.clear();
            survivesMachine.addAll(survivesProcess); // recovery forces what it goes on behind
        }
    }
}
