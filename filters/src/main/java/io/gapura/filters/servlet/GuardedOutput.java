package io.gapura.filters.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Lets bytes of the application through while the passage admits them. */
final class GuardedOutput extends ServletOutputStream {
    private final @Nullable ServletOutputStream out;
    private final Passage passage;
    private boolean closed;

    /** Without a stream everything is dropped. */
    GuardedOutput(@Nullable ServletOutputStream out, Passage passage) {
        this.out = out;
        this.passage = passage;
    }

    @Override
    public void write(int b) throws IOException {
        if (passage.isHeld()) {
            write(new byte[] {(byte) b}, 0, 1);
        } else if (out != null && !closed && passage.admits()) {
            passage.passes();
            try {
                out.write(b);
            } catch (IOException gone) {
                throw gone(gone);
            }
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (out != null && !closed && passage.admits() && !passage.holds(bytes, offset, length)) {
            try {
                out.write(bytes, offset, length);
            } catch (IOException gone) {
                throw gone(gone);
            }
        }
    }

    @Override
    public void flush() throws IOException {
        if (out != null && !closed && passage.admitsEnd() && !passage.holdsFlush()) {
            try {
                out.flush();
            } catch (IOException gone) {
                throw gone(gone);
            }
        }
    }

    /** Whatever the container's own stream throws, it is the client that left. */
    private IOException gone(IOException thrown) {
        passage.clientGone();
        return thrown;
    }

    /** Synchronous answers end with the request: until then one that cannot be recorded may still be replaced. */
    @Override
    public void close() throws IOException {
        if (out != null && !closed && passage.admitsEnd() && passage.isAsync()) {
            if (passage.isHeld()) {
                passage.conclude();
            }
            if (!passage.isClosed()) {
                out.close();
            }
        }
        closed = true;
    }

    @Override
    public boolean isReady() {
        return out == null || passage.isClosed() || passage.isHeld() || out.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        if (out == null) {
            throw new IllegalStateException("the request was answered already");
        }
        out.setWriteListener(listener);
    }
}
