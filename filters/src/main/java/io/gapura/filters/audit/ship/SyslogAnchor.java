package io.gapura.filters.audit.ship;

import io.gapura.filters.audit.Anchor;
import java.io.IOException;
import java.time.InstantSource;

/**
 * Sends each checkpoint to a syslog server over TLS, on a connection of its own: what happens to lines does not hold it.
 * Syslog has no acknowledgement; a note that died in a buffer is followed by the next one, which says all that it said.
 */
final class SyslogAnchor implements Anchor {
    private final TlsPeer peer;
    private final SyslogMessage messages;
    private final InstantSource clock;

    SyslogAnchor(TlsPeer peer, SyslogMessage messages, InstantSource clock) {
        this.peer = peer;
        this.messages = messages;
        this.clock = clock;
    }

    @Override
    public void take(byte[] note) throws IOException {
        TlsConnection connection = peer.connect();
        try {
            connection.write(messages.framed(note, clock.instant()));
            connection.flush();
            connection.requireAlive();
        } finally {
            connection.close();
        }
    }
}
