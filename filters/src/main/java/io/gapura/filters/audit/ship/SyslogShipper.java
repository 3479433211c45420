package io.gapura.filters.audit.ship;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.audit.Anchor;
import io.gapura.filters.config.DataSize;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Syslog over TLS (RFC 5424, RFC 5425): the name of the host is verified, nothing goes by UDP or in clear. Syslog has no
 * acknowledgement, so a written line may die in a buffer with its receiver: lines of the last {@value #DOUBT_MILLIS} ms
 * (4 MiB at most) are written again on the next connection. What is lost then is lost only if both ends die at once.
 */
final class SyslogShipper implements Shipper {
    static final long DOUBT_MILLIS = 30_000;
    private static final long MOST_DOUBTED = 4L << 20;
    private static final DataSize LONGEST = DataSize.bytes(8 << 10);

    private final TlsPeer peer;
    private final SyslogMessage messages;
    private final InstantSource clock;
    private final Deque<Written> doubted = new ArrayDeque<>();
    private long doubtedBytes;
    private volatile @Nullable TlsConnection connection;

    private static final class Written {
        private final long at;
        private final byte[] frame;

        private Written(long at, byte[] frame) {
            this.at = at;
            this.frame = frame;
        }
    }

    /** {@code type = syslog}. */
    static final class Type implements ShipperType {
        @Override
        public String word() {
            return "syslog";
        }

        @Override
        public Set<String> settings() {
            return Set.of("address", "trust", "max-message");
        }

        @Override
        public Shipper open(String place, ShipSettings settings) {
            long most = settings.maxMessage().orElse(LONGEST).toBytes();
            if (most < 1_024 || most > 1 << 20) {
                throw ConfigurationException.of(place + ".max-message must be from 1KiB to 1MiB");
            }
            return new SyslogShipper(peer(place, settings), most, InstantSource.system());
        }

        @Override
        public Anchor anchor(String place, ShipSettings settings) {
            return new SyslogAnchor(peer(place, settings), messages(LONGEST.toBytes()), InstantSource.system());
        }

        private static TlsPeer peer(String place, ShipSettings settings) {
            return TlsPeer.at(
                    place + ".address",
                    settings.requiredAddress(place),
                    TrustedRoots.context(place + ".trust", settings.trust()),
                    settings.timeout());
        }
    }

    SyslogShipper(TlsPeer peer, long most, InstantSource clock) {
        this.peer = peer;
        this.messages = messages(most);
        this.clock = clock;
    }

    private static SyslogMessage messages(long most) {
        return new SyslogMessage(hostName(), ProcessHandle.current().pid(), most);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "-";
        }
    }

    @Override
    public void take(Shipment shipment) throws IOException {
        try {
            TlsConnection open = opened();
            for (ShippedLine line : shipment.lines()) {
                byte[] frame = messages.framed(line);
                remember(frame);
                open.write(frame);
            }
            open.flush();
            open.requireAlive();
        } catch (IOException broken) {
            close();
            throw broken;
        }
    }

    private TlsConnection opened() throws IOException {
        TlsConnection open = connection;
        if (open != null) {
            open.requireAlive();
            return open;
        }
        open = peer.connect();
        connection = open;
        forget();
        for (Written each : doubted) {
            open.write(each.frame);
        }
        return open;
    }

    private void remember(byte[] frame) {
        doubted.add(new Written(clock.millis(), frame));
        doubtedBytes += frame.length;
        forget();
    }

    private void forget() {
        long since = clock.millis() - DOUBT_MILLIS;
        while (!doubted.isEmpty() && (doubted.peek().at < since || doubtedBytes > MOST_DOUBTED)) {
            doubtedBytes -= doubted.remove().frame.length;
        }
    }

    @Override
    public void close() {
        TlsConnection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }
}
