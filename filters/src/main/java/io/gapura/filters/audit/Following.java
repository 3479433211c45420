package io.gapura.filters.audit;

import io.gapura.filters.audit.ship.Shipment;
import io.gapura.filters.audit.ship.ShippedLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Brings the lines of a log to one place, on a thread of its own that reads them back from the files: each one that the
 * disk has confirmed, in its order, again until it is acknowledged, and none behind it before. What a place refuses for
 * good stands in its way: it is offered alone in the end, so that its sequence is known, and never left out.
 *
 * <p>Thread-safe where its methods say nothing else.
 */
final class Following {
    private static final System.Logger LOG = System.getLogger("io.gapura");
    private static final Duration TOLERATED = Duration.ofMinutes(5);
    private static final Duration OVER_TIME = Duration.ofSeconds(3);
    private static final long IDLE_NANOS = Duration.ofSeconds(1).toNanos();

    private final Destination to;
    private final Path root;
    private volatile Notary.Log log = (kind, facts) -> false; // until it starts
    private final Backoff backoff;
    private final Thread thread;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private ShipOffset offset; // the thread's own from here on
    private @Nullable LineFeed feed;
    private int most;
    private int
            again; // lines of a shipment that failed: it is repeated as it was, for places that know it by its range
    private long waitingBytes;
    private boolean reported;
    private volatile long forced;
    private volatile boolean idle;
    private volatile boolean stopping;
    private volatile ShipState state;
    private volatile long takingSince; // nanoTime, 0 while nothing is with the shipper

    private record Waiting(ShippedLine line, LineFeed.Place place) {}

    Following(Destination to, Path root, ShipOffset offset, RandomGenerator random) {
        this.to = to;
        this.root = root;
        this.offset = offset;
        this.backoff = new Backoff(to.pace(), random);
        this.most = to.events();
        this.again = to.events();
        this.state = ShipState.begun(offset.shipped());
        this.thread = new Thread(this::run, "gapura-audit-ship-" + to.name());
        thread.setDaemon(true);
    }

    void start(long confirmed, Notary.Log of) {
        log = of;
        forced = confirmed;
        thread.start();
    }

    /** All lines below that sequence are on the disk. Called by who writes: costs two looks at memory. */
    void forced(long next) {
        forced = next;
        if (idle) {
            LockSupport.unpark(thread);
        }
    }

    String name() {
        return to.name();
    }

    boolean isRequired() {
        return to.required();
    }

    ShipState state() {
        return state;
    }

    /** Lines that are on the disk and not there. */
    long lag() {
        return Math.max(0, forced - state.shipped());
    }

    private void run() {
        while (!stopping || forced > offset.shipped()) {
            if (forced <= offset.shipped()) {
                rest();
            } else if (!round()) {
                if (stopping) {
                    break;
                }
                pause(backoff.failed());
            }
        }
        closeFeed();
        to.shipper().close();
    }

    private void rest() {
        idle = true;
        if (forced <= offset.shipped() && !stopping) {
            LockSupport.parkNanos(this, IDLE_NANOS);
        }
        idle = false;
    }

    private void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (!stopping && end - System.nanoTime() > 0) {
            LockSupport.parkNanos(this, end - System.nanoTime());
        }
    }

    /** Whether it went well. */
    private boolean round() {
        try {
            gather();
            Shipment shipment = next();
            again = shipment.lines().size();
            takingSince = System.nanoTime() | 1;
            to.shipper().take(shipment);
            takingSince = 0;
            acknowledged(shipment.lines().size());
            return true;
        } catch (IOException
                | RuntimeException
                | Error failed) { // a thread that ends would ship nothing, without a word
            takingSince = 0;
            failed(failed);
            return false;
        }
    }

    /** Reads until a shipment is full; what is before a line that cannot be read goes first. */
    private void gather() throws IOException {
        LineFeed open = feed;
        if (open == null && !waiting.isEmpty()) {
            return;
        }
        try {
            if (open == null) {
                open = opened();
                feed = open;
            }
            read(open, Math.min(forced, offset.shipped() + to.events()));
        } catch (IOException unreadable) {
            if (waiting.isEmpty()) {
                throw unreadable;
            }
            closeFeed();
        }
    }

    private void read(LineFeed open, long stop) throws IOException {
        while (open.next() < stop && waitingBytes < to.bytes()) {
            open.read(open.next() + 1, (at, line) -> add(at, line, open));
        }
    }

    /** Behind what was shipped last; what was read before and is still here is read again. */
    private LineFeed opened() throws IOException {
        waiting.clear();
        waitingBytes = 0;
        Optional<LineFeed> resumed = Shipping.resume(root, to.name(), offset);
        if (resumed.isPresent()) {
            return resumed.get();
        }
        long first = Shipping.firstKept(root);
        missing(offset.shipped(), first);
        offset = new ShipOffset(offset.required(), first, new LineFeed.Place(first, 0), offset.leaf());
        return LineFeed.from(root, first);
    }

    /** Never without a word: those lines were pruned before they came here. */
    private void missing(long from, long to) throws IOException {
        LOG.log(
                System.Logger.Level.ERROR,
                "Gapura audit.ship.{0}: the events {1} to {2} were pruned before they were shipped",
                name(),
                from,
                to - 1);
        if (!log.record(EventCatalog.GAP, Map.of("count", to - from, "not_shipped", name(), "first", from))) {
            throw new IOException("what was not shipped cannot be recorded");
        }
    }

    private void add(long sequence, byte[] bytes, LineFeed from) throws IOException {
        LogLine line = LogLine.read(bytes);
        if (line.sequence() != sequence) {
            throw new IOException("line out of sequence");
        }
        HashChain.Link link = line.link();
        waiting.add(new Waiting(
                ShippedLine.of(line.chain(), sequence, link.uid(), link.fingerprint(), bytes), from.place()));
        waitingBytes += bytes.length;
    }

    /** What is read, as much as may go at once, and of one log. */
    private Shipment next() {
        List<ShippedLine> lines = new ArrayList<>();
        long bytes = 0;
        for (Waiting each : waiting) {
            boolean fits = lines.isEmpty()
                    || lines.size() < Math.min(most, again)
                            && bytes + each.line().length() <= to.bytes()
                            && lines.get(0).chain().equals(each.line().chain());
            if (!fits) {
                break;
            }
            lines.add(each.line());
            bytes += each.line().length();
        }
        return new Shipment(lines);
    }

    private void acknowledged(int lines) {
        Waiting last = waiting.element();
        for (int i = 0; i < lines; i++) {
            last = waiting.remove();
            waitingBytes -= last.line().length();
        }
        offset = new ShipOffset(
                offset.required(),
                last.line().sequence() + 1,
                last.place(),
                last.line().leaf());
        backoff.succeeded();
        most = Math.min(to.events(), 2 * most);
        again = to.events();
        reported = false;
        try {
            offset.write(ShipOffset.file(root, to.name()));
            state = ShipState.well(offset.shipped());
        } catch (IOException | RuntimeException full) {
            // they are there; whoever starts before the next one is written down brings them again
            state = state.failed(offset.shipped(), 1, false, full);
        }
    }

    private void failed(Throwable cause) {
        closeFeed();
        int failures = backoff.failures() + 1;
        if (failures > 1) {
            most = Math.max(1, most / 2);
        }
        boolean open = backoff.isOpen();
        if (open) {
            most = 1;
        }
        ShipState before = state;
        state = before.failed(offset.shipped(), failures, open, cause);
        if (failures == 1 || failures == 8) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Gapura audit.ship.{0}: event {1} and those behind it wait, after {2} failures: {3}",
                    name(),
                    Long.toString(offset.shipped()),
                    failures,
                    state.problem());
        }
        if (!reported && !stopping && state.failingFor().compareTo(TOLERATED) > 0) {
            reported = log.record(EventCatalog.DEGRADED, Map.of("not_shipped", name(), "first", offset.shipped()));
        }
    }

    private void closeFeed() {
        LineFeed open = feed;
        feed = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException gone) {
            // it was only read
        }
    }

    /** A shipper that does not come back in its time loses its connections. */
    void watch() {
        long since = takingSince;
        if (since != 0
                && System.nanoTime() - since > to.timeout().plus(OVER_TIME).toNanos()) {
            to.shipper().close();
        }
    }

    void stop() {
        stopping = true;
        LockSupport.unpark(thread);
    }

    /** What is confirmed has that long; what is not taken then, the next start ships. */
    void join(Duration lastChance) {
        boolean interrupted = false;
        try {
            thread.join(lastChance.toMillis());
        } catch (InterruptedException hurried) {
            interrupted = true;
        }
        if (thread.isAlive()) {
            to.shipper().close();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
