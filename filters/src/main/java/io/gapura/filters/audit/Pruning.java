package io.gapura.filters.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Removes the oldest lines of a log while it is written, when a command has asked for it or their time is over: first a
 * {@link Tombstone} says which go and why, and only when that is stored, and under a checkpoint in a log that is signed,
 * they do. A file {@code hold} in the directory stops all of it, and nothing goes that somebody must still be sent.
 *
 * <p>Its only caller is the thread that also signs, so that no segment goes that is being read. Not thread-safe.
 */
final class Pruning {
    private static final System.Logger LOG = System.getLogger("io.gapura");
    private static final Duration LOOKS = Duration.ofSeconds(1);
    private static final Duration RETRIES = Duration.ofMinutes(1);

    private final Path root;
    private final PruneRange range;
    private final Upkeep upkeep;
    private final Notary.Log log;
    private final InstantSource clock;
    private final Notices requests;
    private @Nullable PrunePlan plan;
    private boolean resumed;
    private boolean told;
    private long nextLook = System.nanoTime();
    private Instant nextAge = Instant.MIN;

    Pruning(Path root, boolean isSealed, Upkeep upkeep, Notary.Log log, InstantSource clock) {
        this.root = root;
        this.range = new PruneRange(root, isSealed);
        this.upkeep = upkeep;
        this.log = log;
        this.clock = clock;
        this.requests = Notices.ofPruning(root);
    }

    /**
     * One look, and what is to be done after it; hardly more than a look at the clock most of the time.
     *
     * @param signed all events below it are under a checkpoint; negative in a log that nobody signs
     */
    void tick(long signed) {
        if (System.nanoTime() - nextLook < 0) {
            return;
        }
        nextLook = System.nanoTime() + LOOKS.toNanos();
        try {
            if (!resumed) {
                plan = PrunePlan.read(root).orElse(null);
                resumed = true;
            }
            PrunePlan current = plan;
            if (current != null) {
                goOn(current, signed);
            } else if (!asked(signed)) {
                aged(signed);
            }
        } catch (IOException | RuntimeException failed) {
            nextLook = System.nanoTime() + RETRIES.toNanos();
            LOG.log(System.Logger.Level.ERROR, "Gapura cannot prune the audit log now", failed);
        }
    }

    /** Whether a command has left something to do. */
    private boolean asked(long signed) throws IOException {
        List<Notices.Notice> waiting = requests.waiting();
        if (waiting.isEmpty()) {
            return false;
        }
        Notices.Notice request = waiting.get(0);
        String reason = String.valueOf(request.facts().get("reason"));
        long before = request.facts().get("before") instanceof Long sequence ? sequence : 0;
        String refusal = refusal(signed);
        boolean begun = refusal.isEmpty() && begin(before, reason, "command", signed);
        if (!begun) {
            String why = refusal.isEmpty() ? "nothing can go yet" : refusal;
            log.record(
                    EventCatalog.PRUNED.failed(),
                    new TreeMap<>(Map.of("asked_before", before, "reason", reason, "refused", why)));
        }
        requests.done(request);
        return begun;
    }

    /** A log that others sign is not pruned by who cannot sign the tombstone. */
    private String refusal(long signed) {
        if (Files.exists(root.resolve("hold"))) {
            return "legal hold";
        }
        return signed < 0 && Files.exists(root.resolve("checkpoint")) ? "nobody signs" : "";
    }

    /** Each hour, and at once again while there is something to do. */
    private void aged(long signed) throws IOException {
        Instant now = clock.instant();
        if (now.isBefore(nextAge) || !refusal(signed).isEmpty()) {
            return;
        }
        List<Path> segments = LogDirectory.segments(root);
        long end = range.first();
        for (int i = 0; i + 1 < segments.size(); i++) {
            long next = LogDirectory.first(segments.get(i + 1));
            if (next > range.end(next, signed) || !isOver(segments.get(i), next, now)) {
                break;
            }
            end = next;
        }
        if (!begin(end, "retention " + upkeep.retention(), "retention", signed)) {
            nextAge = now.plus(Duration.ofHours(1));
        }
    }

    private boolean isOver(Path segment, long end, Instant now) throws IOException {
        Optional<Instant> first = SegmentAge.first(segment);
        return first.filter(written -> !upkeep.retention().mayBeOver(written, now))
                        .isEmpty()
                && upkeep.retention().isOver(SegmentAge.of(segment, end).written(), now);
    }

    /** Whether there is anything below that may go. */
    private boolean begin(long asked, String reason, String by, long signed) throws IOException {
        long before = range.end(Math.min(asked, upkeep.needed().getAsLong()), signed);
        if (before <= range.first()) {
            return false;
        }
        Tombstone stone = Tombstone.of(before, range.fingerprintBefore(before), reason, by, range.firstFacts());
        List<Path> segments = LogDirectory.segments(root);
        long live = LogDirectory.first(segments.get(segments.size() - 1));
        PrunePlan next = new PrunePlan(before, signed < 0 ? live : signed, stone.facts());
        next.write(root);
        plan = next;
        told = log.record(EventCatalog.PRUNED, next.facts());
        return true;
    }

    private void goOn(PrunePlan current, long signed) throws IOException {
        OptionalLong stone = Tombstone.find(root, current.from(), current.before());
        if (stone.isEmpty() && !told) {
            told = log.record(EventCatalog.PRUNED, current.facts()); // the process before ended between the two
        } else if (stone.isPresent()
                && (signed < 0 || stone.getAsLong() < signed)
                && refusal(signed).isEmpty()) {
            range.remove(current.before());
            PrunePlan.done(root);
            plan = null;
            told = false;
            nextAge = Instant.MIN;
        }
    }
}
