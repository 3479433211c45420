package io.gapura.validation.files;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Asks the daemon of ClamAV, by its INSTREAM command: the file goes over in chunks, and one line comes back. One
 * connection per file, over TCP or a Unix socket; connect, send and wait together take no longer than the timeout.
 * Whatever is not a clear word of the daemon (no connection, a timeout, its own size limit, an unknown answer) is {@link
 * FileScanner.Finding#UNAVAILABLE}.
 *
 * <p>Immutable and thread-safe. The connection is not encrypted: keep the daemon on this host or network. Source: clamd(8).
 */
public final class ClamAv implements FileScanner {
    private static final int CHUNK = 16_384;

    private final SocketAddress address;
    private final Duration timeout;

    private ClamAv(SocketAddress address, Duration timeout) {
        this.address = address;
        this.timeout = timeout;
    }

    /**
     * A daemon, with 30 seconds for each file.
     *
     * @param place {@code host:port}, or the absolute path of a Unix socket
     */
    public static ClamAv at(String place) {
        return new ClamAv(
                place.startsWith("/") ? UnixDomainSocketAddress.of(Path.of(place)) : tcp(place),
                Duration.ofSeconds(30));
    }

    private static SocketAddress tcp(String place) {
        int colon = place.lastIndexOf(':');
        String port = place.substring(colon + 1);
        if (colon < 1 || !port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > 65_535) {
            throw new IllegalArgumentException("clamd must be host:port, or an absolute path");
        }
        return InetSocketAddress.createUnresolved(place.substring(0, colon), Integer.parseInt(port));
    }

    /** The same with another time for each file, from connecting to the answer. */
    public ClamAv timeout(Duration all) {
        if (all.isNegative() || all.isZero()) {
            throw new IllegalArgumentException("the timeout must be positive");
        }
        return new ClamAv(address, all);
    }

    @Override
    public Finding scan(InputStream content, long length) throws IOException {
        try (ScannerLine clamd = ScannerLine.to(reachable(), timeout)) {
            clamd.send(ByteBuffer.wrap("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII)));
            byte[] chunk = new byte[4 + CHUNK];
            int count = 0;
            while (count >= 0 && !clamd.hasAnswered()) {
                count = content.readNBytes(chunk, 4, CHUNK);
                ByteBuffer.wrap(chunk).putInt(count);
                clamd.send(ByteBuffer.wrap(chunk, 0, 4 + count));
                count = count == 0 ? -1 : count;
            }
            return finding(clamd.answer());
        }
    }

    /** Looked up each time: a daemon may move. */
    private SocketAddress reachable() {
        return address instanceof InetSocketAddress tcp
                ? new InetSocketAddress(tcp.getHostString(), tcp.getPort())
                : address;
    }

    private static Finding finding(String answer) {
        if (answer.equals("stream: OK")) {
            return Finding.CLEAN;
        }
        return answer.startsWith("stream: ") && answer.endsWith(" FOUND") ? Finding.INFECTED : Finding.UNAVAILABLE;
    }
}
