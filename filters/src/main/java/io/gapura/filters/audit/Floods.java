package io.gapura.filters.audit;

import io.gapura.filters.AuditClass;
import io.gapura.filters.AuditEvent;
import io.gapura.filters.Client;
import io.gapura.filters.RequestView;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a flood from burying the log: of the refusals of class BULK the first 100 of one word, endpoint and client network
 * within 10 seconds are stored, and the others are counted. The count is an event of its own, and exact. At most 10,000
 * windows are open; what would need one more is counted as a gap. Thread-safe.
 *
 * <p>There is no thread: a count is stored with the next event behind its window, or when the log is closed.
 */
final class Floods {
    static final long WINDOW_MILLIS = Duration.ofSeconds(10).toMillis();
    static final int MOST = 10_000;

    /** So many are no flood: each is stored. */
    static final int STORED = 100;

    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Window> open = new LinkedHashMap<>();
    private long overflow;

    /**
     * What is counted together.
     *
     * @param shadow what would have refused each of them, too
     */
    record Key(String code, String operation, String network, ShadowWords.Kept shadow) {}

    /** What is to be said of a window, or of the gap: {@code key} is null then. */
    record Count(@Nullable Key key, EventKind kind, int activity, long count, long first, long last) {}

    private static final class Window {
        private final EventKind kind;
        private final int activity;
        private final int activityOfMissing;
        private final long opened;
        private int stored = 1;
        private long first;
        private long last;
        private long count;

        private Window(EventKind kind, int activity, int activityOfMissing, long opened) {
            this.kind = kind;
            this.activity = activity;
            this.activityOfMissing = activityOfMissing;
            this.opened = opened;
        }

        /** So many missing things of one network are no mistyped address. */
        private Count counted(Key key) {
            boolean missing = kind.code().equals("gapura_not_found");
            return missing
                    ? new Count(key, EventCatalog.EXCESS_404, activityOfMissing, count, first, last)
                    : new Count(key, kind, activity, count, first, last);
        }

        private boolean isOver(long now) {
            return now - opened >= WINDOW_MILLIS || now < opened;
        }
    }

    /** Whether it is of a class that is counted at all; costs less than asking the clock. */
    static boolean concern(AuditEvent event) {
        return EventCatalog.classOf(event, EventCatalog.of(event)) == AuditClass.BULK;
    }

    /** Whether the event was counted, and is not to be stored by itself. */
    boolean counts(AuditEvent event, long now) {
        EventKind kind = EventCatalog.of(event);
        if (EventCatalog.classOf(event, kind) != AuditClass.BULK) {
            return false;
        }
        Key key = new Key(
                kind.code(), operation(event), network(event), ShadowWords.kept(event.shadowed(), new Neutralizer()));
        lock.lock();
        try {
            Window window = open.get(key);
            if (window == null) {
                boolean room = open.size() < MOST;
                if (room) {
                    String method = event.request().map(RequestView::method).orElse("");
                    int ofMissing = EventCatalog.EXCESS_404.activityOf(method);
                    open.put(key, new Window(kind, kind.activityOf(method), ofMissing, now));
                } else {
                    overflow++;
                }
                return !room;
            }
            if (window.isOver(now) && window.count == 0) {
                open.remove(key);
                open.put(key, new Window(kind, window.activity, window.activityOfMissing, now));
                return false;
            }
            if (window.stored < STORED) {
                window.stored++;
                return false;
            }
            window.first = window.count == 0 ? now : window.first;
            window.last = now;
            window.count++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The counts of windows that are over, to be stored; whoever does so says that it is {@linkplain #said done}. */
    List<Count> due(long now, boolean all) {
        lock.lock();
        try {
            List<Count> due = new ArrayList<>();
            open.entrySet()
                    .removeIf(each -> each.getValue().count == 0
                            && (all || each.getValue().isOver(now)));
            open.forEach((key, window) -> {
                if (all || window.isOver(now)) {
                    due.add(window.counted(key));
                }
            });
            if (overflow > 0) {
                due.add(new Count(null, EventCatalog.GAP, 99, overflow, now, now));
            }
            return due;
        } finally {
            lock.unlock();
        }
    }

    /** What came in meanwhile is counted on. */
    void said(Count count) {
        lock.lock();
        try {
            if (count.key() == null) {
                overflow -= count.count();
                return;
            }
            Window window = open.get(count.key());
            if (window != null) {
                window.count -= count.count();
                if (window.count == 0) {
                    open.remove(count.key());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private static String operation(AuditEvent event) {
        return event.endpoint()
                .map(endpoint -> endpoint.httpMethod() + " " + endpoint.template())
                .map(operation -> operation.length() > 512 ? operation.substring(0, 512) : operation)
                .orElse("unmatched");
    }

    private static String network(AuditEvent event) {
        Optional<Client> client =
                event.request().map(RequestView::client).or(() -> event.unread().map(AuditEvent.RequestLine::client));
        return network(client.map(Client::address).orElse("unknown"));
    }

    /** IPv4 /24 and IPv6 /64: what one client can easily choose from. */
    static String network(String address) {
        int dot = address.lastIndexOf('.');
        if (dot > 0 && address.indexOf(':') < 0) {
            return address.substring(0, dot) + ".0/24";
        }
        if (!IPV6.matcher(address).matches()) {
            return address.length() > 64 ? address.substring(0, 64) : address;
        }
        try {
            byte[] octets = InetAddress.getByName(address).getAddress(); // a literal: nobody is asked
            StringBuilder network = new StringBuilder(24);
            for (int i = 0; i < 8 && i + 1 < octets.length; i += 2) {
                network.append(Integer.toHexString((octets[i] & 0xFF) << 8 | octets[i + 1] & 0xFF))
                        .append(':');
            }
            return network + ":/64";
        } catch (UnknownHostException none) {
            return address;
        }
    }
}
