package io.gapura.filters.jaxrs;

import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Exchange;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The content of a request that no filter in front guards. Tells a client that left from a parser that failed. */
final class WireInput extends FilterInputStream {
    private final Exchange exchange;

    WireInput(InputStream content, Exchange exchange) {
        super(content);
        this.exchange = exchange;
    }

    @Override
    public int read() throws IOException {
        try {
            return in.read();
        } catch (IOException thrown) {
            throw noted(thrown);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return in.read(target, offset, length);
        } catch (IOException thrown) {
            throw noted(thrown);
        }
    }

    /** Closing may read the rest. */
    @Override
    public void close() throws IOException {
        try {
            in.close();
        } catch (IOException thrown) {
            throw noted(thrown);
        }
    }

    private IOException noted(IOException thrown) {
        if (!(thrown instanceof BodyRejectedException)) {
            exchange.clientGone();
        }
        return thrown;
    }
}
