package io.gapura.filters.audit;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.audit.tlog.TreeHash;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * All shippers of one log. Told by who writes how far the disk has confirmed the lines: beyond that nothing is shipped,
 * because a machine that fails may forget it, and other lines take those numbers. Thread-safe.
 */
final class Shipping {
    private static final long WATCH_NANOS = 1_000_000_000;

    private final List<Following> all;
    private final String origin;
    private final OperatedShippers operated = new OperatedShippers();
    private final Thread watch;
    private volatile boolean stopping;

    private Shipping(List<Following> all, String origin) {
        this.all = all;
        this.origin = origin;
        this.watch = new Thread(this::watch, "gapura-audit-ship-watch");
        watch.setDaemon(true);
    }

    /**
     * Proves that each shipper goes on where it ended.
     *
     * @param next all lines below are there
     * @throws ConfigurationException when the line that was shipped last is another one now
     */
    static Shipping open(Path root, List<Destination> destinations, String origin, long next) throws IOException {
        release(root, destinations);
        SecureRandom random = new SecureRandom();
        List<Following> all = new ArrayList<>();
        for (Destination each : destinations) {
            all.add(new Following(each, root, begun(root, each, next), random));
        }
        return new Shipping(List.copyOf(all), origin);
    }

    /** Begins to ship; all lines below that sequence are on the disk. */
    void start(long next, Notary.Log log) {
        if (!all.isEmpty()) {
            operated.show(origin, all);
            all.forEach(each -> each.start(next, log));
            watch.start();
        }
    }

    /** A shipper that is not configured any more keeps no lines. */
    private static void release(Path root, List<Destination> destinations) throws IOException {
        for (String name : ShipOffset.names(root)) {
            Path file = ShipOffset.file(root, name);
            Optional<ShipOffset> offset = ShipOffset.read(file);
            boolean gone = destinations.stream().noneMatch(each -> each.name().equals(name));
            if (gone && offset.isPresent() && offset.get().required()) {
                offset.get().as(false).write(file);
            }
        }
    }

    private static ShipOffset begun(Path root, Destination to, long next) throws IOException {
        Path file = ShipOffset.file(root, to.name());
        ShipOffset offset = ShipOffset.read(file).orElse(ShipOffset.none(false)).as(to.required());
        if (offset.shipped() > next) {
            throw changed(to.name());
        }
        Optional<LineFeed> feed = resume(root, to.name(), offset);
        if (feed.isPresent()) {
            feed.get().close();
        } else if (to.required() && next > 0) {
            throw ConfigurationException.of(
                    "audit.ship." + to.name() + " is required, and events were pruned that it has not shipped");
        }
        offset.write(file);
        return offset;
    }

    private static ConfigurationException changed(String name) {
        return ConfigurationException.of(
                "audit.ship." + name + ": the event that was shipped last is not in the log any"
                        + " more: it was changed, or set back. gapura audit verify says more; without ship/" + name
                        + ".offset all events are shipped again");
    }

    /**
     * Behind the last line that was shipped, which must still be the same; empty when lines behind it were pruned.
     *
     * @throws ConfigurationException when it is another one
     */
    static Optional<LineFeed> resume(Path root, String name, ShipOffset offset) throws IOException {
        List<Path> segments = LogDirectory.segments(root);
        Path holding = LogDirectory.segment(root, offset.place().segment());
        if (offset.shipped() == 0 || !segments.contains(holding)) {
            boolean pruned = !segments.isEmpty() && LogDirectory.first(segments.get(0)) > offset.shipped();
            return pruned ? Optional.empty() : Optional.of(LineFeed.from(root, offset.shipped()));
        }
        LineFeed feed = LineFeed.from(root, offset.shipped() - 1, offset.place());
        boolean same = false;
        try {
            boolean[] found = {false};
            feed.read(
                    offset.shipped(),
                    (at, line) -> found[0] = TreeHash.ofLeaf(line).equals(offset.leaf()));
            same = found[0];
        } catch (IOException cut) {
            throw changed(name);
        } finally {
            if (!same) {
                feed.close();
            }
        }
        if (!same) {
            throw changed(name);
        }
        return Optional.of(feed);
    }

    /** The first sequence that was not pruned. */
    static long firstKept(Path root) throws IOException {
        List<Path> segments = LogDirectory.segments(root);
        if (segments.isEmpty()) {
            throw new IOException("a segment is missing");
        }
        return LogDirectory.first(segments.get(0));
    }

    /** All lines below that sequence are on the disk. */
    void forced(long next) {
        for (Following each : all) {
            each.forced(next);
        }
    }

    private void watch() {
        while (!stopping) {
            LockSupport.parkNanos(this, WATCH_NANOS);
            all.forEach(Following::watch);
        }
    }

    /** For tests and operators. */
    List<Following> all() {
        return all;
    }

    /** Ships what is confirmed, for that long at most. Not with a lock that {@link Notary.Log} needs. */
    void stop(Duration lastChance) {
        all.forEach(Following::stop);
        all.forEach(each -> each.join(lastChance));
        stopping = true;
        LockSupport.unpark(watch);
        operated.close();
    }
}
