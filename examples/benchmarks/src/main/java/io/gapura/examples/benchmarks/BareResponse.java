package io.gapura.examples.benchmarks;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.Collection;
import java.util.List;

/** A response that keeps a status and swallows the rest. */
final class BareResponse extends HttpServletResponseWrapper {
    private final Sink out = new Sink();
    private int status = 200;
    private int headers;

    BareResponse() {
        super(BareRequest.never(HttpServletResponse.class));
    }

    /** Between two requests of one connection. */
    void recycle() {
        status = 200;
        headers = 0;
        out.written = 0;
    }

    int headers() {
        return headers;
    }

    int written() {
        return out.written;
    }

    private static final class Sink extends ServletOutputStream {
        private int written;

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("the benchmark writes in one go");
        }

        @Override
        public void write(int octet) {
            written++;
        }

        @Override
        public void write(byte[] piece, int offset, int length) {
            written += length;
        }
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return out;
    }

    @Override
    public boolean isCommitted() {
        return false;
    }

    @Override
    public int getStatus() {
        return status;
    }

    @Override
    public void setStatus(int code) {
        status = code;
    }

    @Override
    public void reset() {
        recycle();
    }

    @Override
    public void resetBuffer() {}

    @Override
    public void flushBuffer() {}

    @Override
    public void setHeader(String name, String value) {
        headers++;
    }

    @Override
    public void addHeader(String name, String value) {
        headers++;
    }

    @Override
    public boolean containsHeader(String name) {
        return false;
    }

    @Override
    public Collection<String> getHeaderNames() {
        return List.of();
    }

    @Override
    public Collection<String> getHeaders(String name) {
        return List.of();
    }

    @Override
    public void setContentLength(int length) {}

    @Override
    public void setContentLengthLong(long length) {}

    @Override
    public void setContentType(String type) {}
}
