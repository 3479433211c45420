package io.gapura.filters.servlet;

import io.gapura.filters.BodyRejectedException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The content as the application reads it: the replay of what was read before, or the wire, watched by the guards. Knows
 * a client that left from a parser that failed: only the former throws here.
 */
final class ReplayedInput extends ServletInputStream {
    private final InputStream content;
    private final @Nullable ServletInputStream wire;
    private final Passage passage;

    /** Without a wire all of the content is at hand. */
    ReplayedInput(InputStream content, @Nullable ServletInputStream wire, Passage passage) {
        this.content = content;
        this.wire = wire;
        this.passage = passage;
    }

    @Override
    public int read() throws IOException {
        try {
            return content.read();
        } catch (IOException thrown) {
            throw noted(thrown);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return content.read(target, offset, length);
        } catch (IOException thrown) {
            throw noted(thrown);
        }
    }

    private IOException noted(IOException thrown) {
        if (!(thrown instanceof BodyRejectedException)) {
            passage.clientGone();
        }
        return thrown;
    }

    @Override
    public int available() throws IOException {
        return content.available();
    }

    @Override
    public void close() throws IOException {
        try {
            content.close();
        } catch (IOException thrown) {
            throw noted(thrown);
        }
    }

    @Override
    public boolean isFinished() {
        if (wire != null) {
            return wire.isFinished();
        }
        try {
            return content.available() == 0;
        } catch (IOException closed) {
            return true;
        }
    }

    @Override
    public boolean isReady() {
        return wire == null || wire.isReady();
    }

    /** A replay is always ready: the listener is told once, on a thread of the container. */
    @Override
    public void setReadListener(ReadListener listener) {
        if (wire != null) {
            wire.setReadListener(listener);
        } else {
            passage.request().getAsyncContext().start(() -> replayTo(listener));
        }
    }

    private void replayTo(ReadListener listener) {
        try {
            if (!isFinished()) {
                listener.onDataAvailable();
            }
            if (isFinished()) {
                listener.onAllDataRead();
            }
        } catch (IOException | RuntimeException | Error thrown) {
            listener.onError(thrown);
        }
    }
}
