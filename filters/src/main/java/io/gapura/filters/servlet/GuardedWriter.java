package io.gapura.filters.servlet;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** Lets characters of the application through while the passage admits them. */
final class GuardedWriter extends Writer {
    private final @Nullable PrintWriter out;
    private final Passage passage;
    private boolean closed;

    /** Without a writer everything is dropped. */
    GuardedWriter(@Nullable PrintWriter out, Passage passage) {
        this.out = out;
        this.passage = passage;
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        if (out != null && passes()) {
            out.write(text, offset, length);
        }
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        if (out != null && passes()) {
            out.write(text, offset, length);
        }
    }

    private boolean passes() throws IOException {
        if (closed || !passage.admits()) {
            return false;
        }
        passage.passes();
        return !passage.isClosed();
    }

    /** An error of the container's writer, which it swallows, becomes one of ours: {@code checkError} must see it. */
    @Override
    public void flush() throws IOException {
        if (out != null && !closed && passage.admitsEnd() && !passage.holdsFlush() && out.checkError()) {
            passage.clientGone();
            throw new IOException("the client went away");
        }
    }

    /** As for streams: a synchronous answer ends with the request. */
    @Override
    public void close() {
        if (out != null && !closed && passage.admitsEnd() && passage.isAsync()) {
            out.close();
        }
        closed = true;
    }
}
