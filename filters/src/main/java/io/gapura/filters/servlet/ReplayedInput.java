package io.gapura.filters.servlet;

import io.gapura.filters.BodyRejectedException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The content as the application reads it: the replay of what was read before, or the wire, watched by the guards. Which
 * it is shows with the first reading, because some runtimes take the stream before they know which endpoint they call,
 * and policies that rule on that endpoint still have to read. Knows a client that left from a parser that failed: only
 * the former throws here.
 */
final class ReplayedInput extends ServletInputStream {
    private final Opening opening;
    private final Passage passage;
    private @Nullable Opened opened;

    /** Opens the content; asked once. */
    @FunctionalInterface
    interface Opening {
        Opened open() throws IOException;
    }

    /**
     * What is read from.
     *
     * @param wire absent where all of the content is at hand
     */
    record Opened(InputStream content, @Nullable ServletInputStream wire) {}

    ReplayedInput(Opening opening, Passage passage) {
        this.opening = opening;
        this.passage = passage;
    }

    /** Whether anybody has begun to read. */
    boolean isOpened() {
        return opened != null;
    }

    private Opened opened() throws IOException {
        Opened known = opened;
        if (known == null) {
            known = opening.open();
            opened = known;
        }
        return known;
    }

    private InputStream content() throws IOException {
        return opened().content();
    }

    /** Where it cannot be opened, reading says why: nothing has to be waited for. */
    private @Nullable ServletInputStream wire() {
        try {
            return opened().wire();
        } catch (IOException readingTells) {
            return null;
        }
    }

    @Override
    public int read() throws IOException {
        try {
            return content().read();
        } catch (IOException thrown) {
            throw noted(thrown);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return content().read(target, offset, length);
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
        return content().available();
    }

    @Override
    public void close() throws IOException {
        try {
            content().close();
        } catch (IOException thrown) {
            throw noted(thrown);
        }
    }

    @Override
    public boolean isFinished() {
        ServletInputStream wire = wire();
        if (wire != null) {
            return wire.isFinished();
        }
        try {
            return content().available() == 0;
        } catch (IOException closed) {
            return true;
        }
    }

    @Override
    public boolean isReady() {
        ServletInputStream wire = wire();
        return wire == null || wire.isReady();
    }

    /** A replay is always ready: the listener is told once, on a thread of the container. */
    @Override
    public void setReadListener(ReadListener listener) {
        ServletInputStream wire = wire();
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
