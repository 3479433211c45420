package io.gapura.filters.servlet;

import io.gapura.filters.GateAnswer;
import io.gapura.filters.HeaderLine;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * The response that the application writes to. Catches {@code sendError}, keeps a success back while a stage is due, and
 * replaces foreign error bodies; once the gate has answered, writing goes nowhere.
 */
final class GuardedResponse extends HttpServletResponseWrapper {
    private final Passage passage;
    private @Nullable ServletOutputStream output;
    private @Nullable PrintWriter writer;

    GuardedResponse(HttpServletResponse response, Passage passage) {
        super(response);
        this.passage = passage;
    }

    /** Sets a header of the gate. Vary and cookies add to what the application has begun. */
    void applyHeader(HeaderLine line) {
        if (!line.adds()) {
            applyHeader(line.name(), line.value());
        } else if (!line.isSaidBy(getHeaders(line.name()))) {
            super.addHeader(line.name(), line.value());
        }
    }

    /** Sets a header of the gate that replaces what stands there. */
    void applyHeader(String name, String value) {
        super.setHeader(name, value);
    }

    /**
     * What the application writes over a header of the gate is written over again before a byte leaves. A field that is
     * the gate's alone is dropped: the application would speak where the gate is silent.
     */
    @Override
    public void setHeader(String name, String value) {
        if (!passage.withholds(name)) {
            passage.reopen();
            super.setHeader(name, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (!passage.withholds(name)) {
            passage.reopen();
            super.addHeader(name, value);
        }
    }

    @Override
    public void setIntHeader(String name, int value) {
        setHeader(name, Integer.toString(value));
    }

    @Override
    public void addIntHeader(String name, int value) {
        addHeader(name, Integer.toString(value));
    }

    @Override
    public void sendError(int status) throws IOException {
        if (!passage.isClosed()) {
            requireUncommitted();
            passage.replace(status);
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
        if (passage.admitsEnd()) {
            super.flushBuffer();
        }
    }

    @Override
    public void reset() {
        if (!passage.isClosed()) {
            super.reset();
            output = null;
            writer = null;
            passage.reopen();
            passage.applyHeaders();
        }
    }

    @Override
    public void resetBuffer() {
        if (!passage.isClosed()) {
            super.resetBuffer();
            passage.reopen();
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
            opened = new PrintWriter(new GuardedWriter(passage.isClosed() ? null : super.getWriter(), passage));
            writer = opened;
        }
        return opened;
    }
}
