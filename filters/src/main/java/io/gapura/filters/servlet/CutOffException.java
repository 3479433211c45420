package io.gapura.filters.servlet;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Leaves the filter when an answer must not end well but has begun to leave: containers abort the connection, so that
 * the client sees an incomplete message.
 */
final class CutOffException extends IOException {
    private static final long serialVersionUID = 1L;

    CutOffException(@Nullable Throwable cause) {
        super("the answer had left already and was cut off", cause);
    }
}
