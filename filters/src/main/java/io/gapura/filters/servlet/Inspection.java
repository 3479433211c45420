package io.gapura.filters.servlet;

import io.gapura.filters.Exchange;
import io.gapura.filters.Headers;
import io.gapura.filters.ResponseView;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What guards of the answer are shown, once. A superclass of the passage and no object beside it: most requests have no
 * such guard, and pay for one field.
 */
abstract class Inspection extends Departure {
    private @Nullable HeldAnswer held;
    private volatile boolean inspected;

    /** Whether content went on before anybody wanted to see it. */
    private boolean passed;

    Inspection(Exchange exchange, HttpServletResponse response) {
        super(exchange, response);
    }

    abstract GuardedResponse response();

    /** Whether nothing of the application may leave any more. */
    abstract boolean isClosed();

    /** Whether content has to wait for guards. */
    final boolean isHeld() {
        return !inspected && exchange.guardsResponse();
    }

    /** Takes content that has to wait; false when it is to be written, or dropped if the passage was closed by it. */
    final boolean holds(byte[] bytes, int offset, int length) throws IOException {
        if (!isHeld()) {
            passed = true;
            return false;
        }
        HeldAnswer waiting = held == null ? new HeldAnswer(exchange.responseBound()) : held;
        held = waiting;
        if (!passed && waiting.takes(bytes, offset, length)) {
            return true;
        }
        letGo();
        return isClosed();
    }

    /** Characters that a writer of the container takes, which was opened before anybody wanted to see the answer. */
    final void passes() throws IOException {
        if (isHeld()) {
            letGo();
        }
        passed = true;
    }

    /** Whether a flush has to wait: only a stream of events says by its type that it is one. */
    final boolean holdsFlush() throws IOException {
        if (!isHeld()) {
            return false;
        }
        String type = raw.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("text/event-stream")) {
            return true;
        }
        letGo();
        return isClosed();
    }

    /** The buffer was emptied. */
    final void forgetHeld() {
        passed = false;
        if (held != null) {
            held.clear();
        }
    }

    /** It leaves before its end is known: guards see no content. */
    final void letGo() throws IOException {
        inspect(ResponseView.ofStream(raw.getStatus(), headers()));
        release();
    }

    /** Shows what was held as a whole. */
    final void inspectWhole() {
        if (!isHeld()) {
            return;
        }
        HeldAnswer waiting = held;
        if (passed) {
            inspectUnseen(raw.getStatus());
        } else if (waiting == null || ResponseView.isEmpty(exchange.request().method(), raw.getStatus())) {
            inspect(ResponseView.of(raw.getStatus(), headers(), ByteBuffer.allocate(0)));
        } else {
            inspect(ResponseView.of(raw.getStatus(), headers(), waiting.content()));
        }
    }

    /** Shows an answer that the container makes and sends at once. */
    final void inspectEmpty() {
        if (isHeld()) {
            forgetHeld();
            inspectWhole();
        }
    }

    /** Shows an answer that somebody else will write. */
    final void inspectUnseen(int status) {
        if (isHeld()) {
            inspect(ResponseView.ofStream(status, headers()));
        }
    }

    private void inspect(ResponseView view) {
        inspected = true;
        exchange.guard(view, response()::applyHeader).ifPresent(this::answer);
    }

    /** Writes what was held, unless it was refused. */
    final void release() throws IOException {
        HeldAnswer waiting = held;
        if (waiting != null && inspected) {
            held = null;
            if (!isClosed()) {
                waiting.writeTo(raw.getOutputStream());
            }
        }
    }

    /** The type as the container will write it, which some keep apart from the fields. */
    private Headers headers() {
        List<String> fields = new ArrayList<>();
        for (String name : raw.getHeaderNames()) {
            if (!name.equalsIgnoreCase("content-type")) {
                for (String value : raw.getHeaders(name)) {
                    fields.add(name);
                    fields.add(value);
                }
            }
        }
        String type = raw.getContentType();
        if (type != null) {
            fields.add("Content-Type");
            fields.add(type);
        }
        return Headers.of(fields.toArray(String[]::new));
    }
}
