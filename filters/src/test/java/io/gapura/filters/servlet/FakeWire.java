package io.gapura.filters.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** The content of a request as it comes in; reading fails once the client is gone. */
final class FakeWire extends ServletInputStream {
    private final ByteArrayInputStream bytes;
    private final boolean gone;

    FakeWire(ByteArrayInputStream bytes, boolean gone) {
        this.bytes = bytes;
        this.gone = gone;
    }

    @Override
    public int read() throws IOException {
        if (gone) {
            throw new IOException("connection reset");
        }
        return bytes.read();
    }

    @Override
    public boolean isFinished() {
        return bytes.available() == 0;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
        throw new UnsupportedOperationException("the wire's own listener");
    }
}
