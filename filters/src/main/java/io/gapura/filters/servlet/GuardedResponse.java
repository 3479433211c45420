package io.gapura.filters.servlet;

import io.gapura.filters.GateAnswer;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UnsupportedEncodingException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The response that the application writes to. Catches {@code sendError}, keeps a success back while a stage is due, and
 * replaces foreign error bodies; once the gate has answered, writing goes nowhere.
 */
final class GuardedResponse extends GuardedHeaders {
    private final boolean undertow;
    private boolean trailing;
    private @Nullable ServletOutputStream output;
    private @Nullable PrintWriter writer;

    GuardedResponse(HttpServletResponse response, Passage passage) {
        super(response, passage);
        this.undertow = Undertow.made(response);
    }

    /** As a line among the headers where the container would keep it apart: such a cookie outlives every reset. */
    @Override
    public void addCookie(Cookie cookie) {
        if (!passage.isClosed()) {
            passage.reopen();
            Optional<String> line = undertow ? CookieLine.of(cookie) : Optional.empty();
            if (line.isPresent()) {
                super.addHeader("Set-Cookie", line.get());
            } else {
                super.addCookie(cookie);
            }
        }
    }

    /** What ends an answer of the application does not end ours. */
    @Override
    public void setTrailerFields(Supplier<Map<String, String>> trailers) {
        trailing = true;
        super.setTrailerFields(() -> {
            Undertow.requireWhole(passage::isCut);
            return passage.isClosed() ? Map.of() : trailers.get();
        });
    }

    /** The first byte is about to be written. */
    void begins() {
        if (undertow && !trailing && !super.isCommitted()) {
            trailing = true;
            Undertow.breaksWhen(passage::isCut, (HttpServletResponse) getResponse());
        }
    }

    @Override
    public void sendError(int status) throws IOException {
        if (!passage.isClosed()) {
            requireUncommitted();
            passage.sendError(status);
        }
    }

    /** The text is dropped: every server shows it. */
    @Override
    public void sendError(int status, String text) throws IOException {
        sendError(status);
    }

    private void requireUncommitted() {
        if (super.isCommitted()) {
            throw new IllegalStateException("the response is committed");
        }
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        if (admitsRedirect(302)) {
            super.sendRedirect(location);
        }
    }

    /** The form of Servlet 6.1, which the wrapper of 6.1 would hand past us. */
    public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
        if (admitsRedirect(status)) {
            if (clearBuffer) {
                super.resetBuffer();
            }
            super.setStatus(status);
            super.setHeader("Location", location);
            super.flushBuffer();
        }
    }

    /** A redirect leaves at once, so it is recorded first. */
    private boolean admitsRedirect(int status) {
        if (!passage.isClosed()) {
            requireUncommitted();
            super.setStatus(status);
            passage.reopen();
        }
        if (passage.admits()) {
            passage.inspectEmpty();
        }
        if (!passage.isClosed()) {
            passage.exchange().complete(status).ifPresent(passage::answer);
        }
        return !passage.isClosed();
    }

    @Override
    public void setStatus(int status) {
        if (!passage.isClosed()) {
            passage.reopen();
            super.setStatus(status);
        }
    }

    @Override
    public int getStatus() {
        GateAnswer answer = passage.answer();
        return answer == null ? super.getStatus() : answer.status();
    }

    @Override
    public boolean isCommitted() {
        return passage.isClosed() || super.isCommitted();
    }

    @Override
    public void flushBuffer() throws IOException {
        if (passage.admitsEnd() && !passage.holdsFlush()) {
            super.flushBuffer();
        }
    }

    @Override
    public void reset() {
        if (!passage.isClosed()) {
            super.reset();
            output = null;
            writer = null;
            forgetSaid();
            passage.emptied();
            passage.applyHeaders();
        }
    }

    @Override
    public void resetBuffer() {
        if (!passage.isClosed()) {
            super.resetBuffer();
            passage.emptied();
        }
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        ServletOutputStream opened = output;
        if (opened == null) {
            if (writer != null) {
                throw new IllegalStateException("getWriter was called before");
            }
            opened = new GuardedOutput(passage.isClosed() ? null : super.getOutputStream(), passage);
            output = opened;
        }
        return opened;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        PrintWriter opened = writer;
        if (opened == null) {
            if (output != null) {
                throw new IllegalStateException("getOutputStream was called before");
            }
            opened = passage.isHeld() && !passage.isClosed()
                    ? new PrintWriter(held())
                    : new PrintWriter(new GuardedWriter(passage.isClosed() ? null : super.getWriter(), passage));
            writer = opened;
        }
        return opened;
    }

    /** Bytes are what guards are shown; as with a container's writer the charset is said from now on. */
    private Writer held() throws IOException {
        String charset = getCharacterEncoding();
        if (charset == null) {
            charset = "ISO-8859-1";
        }
        super.setCharacterEncoding(charset);
        try {
            return new HeldWriter(new GuardedOutput(super.getOutputStream(), passage), Charset.forName(charset));
        } catch (IllegalArgumentException unknown) {
            throw new UnsupportedEncodingException("the charset of the response is not known");
        }
    }
}
