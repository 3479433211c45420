package io.gapura.filters.servlet;

import io.gapura.filters.GateAnswer;
import io.gapura.filters.HeaderLine;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The response that the application writes to. Catches {@code sendError}, keeps a success back while a stage is due, and
 * replaces foreign error bodies; once the gate has answered, writing goes nowhere.
 */
final class GuardedResponse extends HttpServletResponseWrapper {
    private final Passage passage;
    private final boolean undertow;
    private boolean trailing;
    private @Nullable ServletOutputStream output;
    private @Nullable PrintWriter writer;

    /** By their place among the headers that yield: which the application set, and which we filled in. */
    private long said;

    private long filledIn;

    GuardedResponse(HttpServletResponse response, Passage passage) {
        super(response);
        this.passage = passage;
        this.undertow = Undertow.made(response);
    }

    /** Sets a header of the gate. Vary and cookies add to what the application has begun. */
    void applyHeader(HeaderLine line) {
        if (!line.adds()) {
            applyHeader(line.name(), line.value());
        } else if (!line.isSaidBy(getHeaders(line.name()))) {
            super.addHeader(line.name(), line.value());
        }
    }

    /** The same on a response that the application's own error page writes to. */
    static void apply(HeaderLine line, HttpServletResponse response) {
        if (!line.adds()) {
            response.setHeader(line.name(), line.value());
        } else if (!line.isSaidBy(response.getHeaders(line.name()))) {
            response.addHeader(line.name(), line.value());
        }
    }

    /** On an error that the application answers itself: without a word of its own it is not stored, and never sniffed. */
    static void harden(HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (response.getHeader("Cache-Control") == null) {
            response.setHeader("Cache-Control", "no-store");
        }
    }

    /** Sets a header of the gate that replaces what stands there. */
    void applyHeader(String name, String value) {
        super.setHeader(name, value);
    }

    /** Sets a header where the application says nothing of its own; what stood there before the gate counts as said. */
    void fillIn(List<HeaderLine> lines) {
        for (int i = 0; i < lines.size(); i++) {
            HeaderLine line = lines.get(i);
            long bit = 1L << i;
            if ((said & bit) == 0) {
                if ((filledIn & bit) == 0 && super.containsHeader(line.name())) {
                    said |= bit;
                } else {
                    filledIn |= bit;
                    super.setHeader(line.name(), line.value());
                }
            }
        }
    }

    /** Notes that the application sets a header; whether ours was only filled in there until now. */
    private boolean replacesOurs(String name) {
        int place = passage.exchange().answerRules().yielding(name);
        if (place < 0) {
            return false;
        }
        boolean ours = isFilledIn(place);
        said |= 1L << place;
        return ours;
    }

    private boolean isFilledIn(int place) {
        return place >= 0 && (filledIn & ~said & 1L << place) != 0;
    }

    private boolean isFilledIn(String name) {
        return filledIn != 0 && isFilledIn(passage.exchange().answerRules().yielding(name));
    }

    private boolean isRemoved(String name) {
        return passage.exchange().answerRules().removes(name);
    }

    /**
     * What the application writes over a header of the gate is written over again before a byte leaves. A field that is
     * the gate's alone is dropped: the application would speak where the gate is silent.
     */
    @Override
    public void setHeader(String name, String value) {
        if (!isRemoved(name)) {
            passage.reopen();
            replacesOurs(name);
            super.setHeader(name, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (isRemoved(name)) {
            return;
        }
        passage.reopen();
        if (replacesOurs(name)) {
            super.setHeader(name, value);
        } else {
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
    public void setDateHeader(String name, long date) {
        if (!isRemoved(name)) {
            passage.reopen();
            replacesOurs(name);
            super.setDateHeader(name, date);
        }
    }

    @Override
    public void addDateHeader(String name, long date) {
        if (isRemoved(name)) {
            return;
        }
        passage.reopen();
        if (replacesOurs(name)) {
            super.setDateHeader(name, date);
        } else {
            super.addDateHeader(name, date);
        }
    }

    /** What we only filled in is not there yet for an application that looks before it sets. */
    @Override
    public boolean containsHeader(String name) {
        return !isFilledIn(name) && super.containsHeader(name);
    }

    @Override
    public @Nullable String getHeader(String name) {
        return isFilledIn(name) ? null : super.getHeader(name);
    }

    @Override
    public Collection<String> getHeaders(String name) {
        return isFilledIn(name) ? List.of() : super.getHeaders(name);
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
            said = 0;
            filledIn = 0;
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
            opened = new PrintWriter(new GuardedWriter(passage.isClosed() ? null : super.getWriter(), passage));
            writer = opened;
        }
        return opened;
    }
}
