package io.gapura.filters.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A response with a buffer of a few bytes; what left can be told from what waits. */
public final class FakeResponse extends BareResponse {
    private final List<String[]> headers = new ArrayList<>();
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
    private Supplier<Map<String, String>> trailers = Map::of;
    private int status = 200;
    private String charset = "ISO-8859-1";
    private boolean committed;
    private boolean gone;
    private @Nullable String leaked;
    private @Nullable ServletOutputStream output;
    private @Nullable PrintWriter writer;

    /** The client reads no more. */
    public FakeResponse leaving() {
        gone = true;
        return this;
    }

    /** What the container would have sent by itself; null when it was kept out. */
    public @Nullable String leaked() {
        return leaked;
    }

    /** Ends the response as a container does, and gives the content. */
    public String content() throws IOException {
        commit();
        return wire.toString(StandardCharsets.UTF_8);
    }

    /** What a client has received before the end. */
    public String left() {
        return wire.toString(StandardCharsets.UTF_8);
    }

    private void commit() throws IOException {
        if (gone) {
            throw new IOException("broken pipe");
        }
        committed = true;
        buffer.writeTo(wire);
        buffer.reset();
    }

    @Override
    public void setStatus(int code) {
        if (!committed) {
            status = code;
        }
    }

    @Override
    public int getStatus() {
        return status;
    }

    @Override
    public void addCookie(Cookie cookie) {
        addHeader("Set-Cookie", cookie.getName() + "=" + cookie.getValue());
    }

    @Override
    public void setTrailerFields(Supplier<Map<String, String>> fields) {
        trailers = fields;
    }

    /** What would follow the content. */
    public Map<String, String> trailers() {
        return trailers.get();
    }

    @Override
    public void sendError(int code) throws IOException {
        sendError(code, "the container's page");
    }

    @Override
    public void sendError(int code, String text) throws IOException {
        resetBuffer();
        status = code;
        leaked = text;
        commit();
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        resetBuffer();
        status = 302;
        setHeader("Location", location);
        commit();
    }

    @Override
    public void setHeader(String name, String value) {
        if (!committed) {
            headers.removeIf(line -> line[0].equalsIgnoreCase(name));
            headers.add(new String[] {name, value});
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (!committed) {
            headers.add(new String[] {name, value});
        }
    }

    @Override
    public void setDateHeader(String name, long date) {
        setHeader(name, Long.toString(date));
    }

    @Override
    public void addDateHeader(String name, long date) {
        addHeader(name, Long.toString(date));
    }

    @Override
    public boolean containsHeader(String name) {
        return !getHeaders(name).isEmpty();
    }

    @Override
    public @Nullable String getContentType() {
        return getHeader("Content-Type");
    }

    @Override
    public Collection<String> getHeaders(String name) {
        return headers.stream()
                .filter(line -> line[0].equalsIgnoreCase(name))
                .map(line -> line[1])
                .toList();
    }

    @Override
    public @Nullable String getHeader(String name) {
        return getHeaders(name).stream().findFirst().orElse(null);
    }

    @Override
    public Collection<String> getHeaderNames() {
        return headers.stream().map(line -> line[0]).distinct().toList();
    }

    @Override
    public void setContentLength(int length) {
        setHeader("Content-Length", Integer.toString(length));
    }

    @Override
    public void setContentType(String type) {
        setHeader("Content-Type", type);
    }

    @Override
    public String getCharacterEncoding() {
        return charset;
    }

    @Override
    public void setCharacterEncoding(String name) {
        charset = name;
    }

    @Override
    public boolean isCommitted() {
        return committed;
    }

    @Override
    public void flushBuffer() throws IOException {
        commit();
    }

    @Override
    public void resetBuffer() {
        if (committed) {
            throw new IllegalStateException("committed");
        }
        buffer.reset();
    }

    @Override
    public void reset() {
        resetBuffer();
        headers.clear();
        status = 200;
        output = null;
        writer = null;
    }

    @Override
    public ServletOutputStream getOutputStream() {
        if (writer != null) {
            throw new IllegalStateException("the writer is in use");
        }
        output = output == null ? new Output() : output;
        return output;
    }

    @Override
    public PrintWriter getWriter() {
        if (output != null) {
            throw new IllegalStateException("the stream is in use");
        }
        writer = writer == null ? new PrintWriter(new Text()) : writer;
        return writer;
    }

    private final class Output extends ServletOutputStream {
        @Override
        public void write(int b) throws IOException {
            buffer.write(b);
            if (buffer.size() >= 512) {
                commit();
            }
        }

        @Override
        public void flush() throws IOException {
            commit();
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}
    }

    private final class Text extends Writer {
        private final Output out = new Output();

        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            out.write(new String(text, offset, length).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
