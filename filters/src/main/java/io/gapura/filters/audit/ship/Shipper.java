package io.gapura.filters.audit.ship;

import java.io.IOException;

/**
 * Brings lines of the log to one place. Called by one thread, one shipment after the other; what is refused comes again,
 * perhaps in smaller pieces, and nothing behind it before.
 */
public interface Shipper extends AutoCloseable {
    /**
     * Returns when the place has acknowledged all lines: they will not come again unless this process ends before that
     * is written down. Must return, or throw, within the timeout of its settings.
     *
     * @throws IOException when any of them may be missing there; the text holds nothing of the lines and no secret
     */
    void take(Shipment shipment) throws IOException;

    /**
     * Ends connections, also from another thread while a shipment hangs; the next one connects again. Does not throw.
     */
    @Override
    default void close() {}
}
