package io.gapura.filters.servlet;

import io.gapura.filters.Exchange;
import io.gapura.filters.HeaderLine;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The response that an error page of the application writes to: what is the gate's to say there stays as the gate said
 * it, and the error stays one. Belongs to one dispatch.
 */
final class PageResponse extends HttpServletResponseWrapper {
    private final Exchange exchange;

    /** In lower case: what the gate has said, which the page neither replaces nor adds to. */
    private final Set<String> ours = new TreeSet<>();

    /** In lower case: what the gate has said in place of a page that says nothing of it. */
    private final Set<String> filledIn = new TreeSet<>();

    PageResponse(HttpServletResponse response, Exchange exchange) {
        super(response);
        this.exchange = exchange;
    }

    /** Before the page runs, and again when it has emptied everything. */
    void applyHeaders() {
        HttpServletResponse response = (HttpServletResponse) getResponse();
        exchange.headersInto((name, value) -> {
            HeaderLine line = new HeaderLine(name, value);
            GuardedResponse.apply(line, response);
            if (!line.adds()) {
                ours.add(name.toLowerCase(Locale.ROOT));
            }
        });
        for (HeaderLine line : exchange.answerRules().unlessSaid()) {
            Collection<String> said = response.getHeaders(line.name());
            if (said.isEmpty() || List.copyOf(said).equals(List.of(line.value()))) {
                response.setHeader(line.name(), line.value());
                filledIn.add(line.name().toLowerCase(Locale.ROOT));
            }
        }
        GuardedResponse.harden(response);
        ours.add("x-content-type-options");
    }

    private boolean isOurs(String name) {
        return ours.contains(name.toLowerCase(Locale.ROOT))
                || exchange.answerRules().removes(name);
    }

    private boolean replaces(String name) {
        return filledIn.remove(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public void setHeader(String name, String value) {
        if (!isOurs(name)) {
            replaces(name);
            super.setHeader(name, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (replaces(name)) {
            super.setHeader(name, value);
        } else if (!isOurs(name)) {
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
    public void setDateHeader(String name, long date) {
        if (!isOurs(name)) {
            replaces(name);
            super.setDateHeader(name, date);
        }
    }

    @Override
    public void addDateHeader(String name, long date) {
        if (replaces(name)) {
            super.setDateHeader(name, date);
        } else if (!isOurs(name)) {
            super.addDateHeader(name, date);
        }
    }

    /** The status of the error is on record: a page may choose another error, and no success. */
    @Override
    public void setStatus(int status) {
        if (status >= 400) {
            super.setStatus(status);
        }
    }

    /** Without content: the text would be shown by the container, and there is no page behind this one. */
    @Override
    public void sendError(int status) {
        super.resetBuffer();
        super.setStatus(status < 400 || status > 599 ? 500 : status);
    }

    @Override
    public void sendError(int status, String text) {
        sendError(status);
    }

    @Override
    public void reset() {
        int status = getStatus();
        super.reset();
        super.setStatus(status);
        applyHeaders();
    }
}
