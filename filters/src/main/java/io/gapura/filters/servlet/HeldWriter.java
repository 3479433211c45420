package io.gapura.filters.servlet;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;

/** Characters on their way to a stream that holds them: each write reaches it at once, and only a flush flushes it. */
final class HeldWriter extends Writer {
    private final OutputStream out;
    private final OutputStreamWriter encoder;

    HeldWriter(OutputStream out, Charset charset) {
        this.out = out;
        this.encoder = new OutputStreamWriter(new Unflushed(out), charset);
    }

    private static final class Unflushed extends FilterOutputStream {
        Unflushed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void flush() {}
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        encoder.write(text, offset, length);
        encoder.flush();
    }

    @Override
    public void flush() throws IOException {
        encoder.flush();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        encoder.flush();
        out.close();
    }
}
