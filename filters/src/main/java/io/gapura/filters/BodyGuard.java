package io.gapura.filters;

/**
 * Watches the bytes of one body while the <em>application</em> reads them, and stops the reading by throwing. One guard
 * serves one request; calls come one after the other, never at once.
 */
public interface BodyGuard {
    /** Called with each piece that was read, before the application sees it; the array must not be kept or changed. */
    void bytes(byte[] piece, int offset, int length) throws BodyRejectedException;

    /** Called once, when the end of the body was reached, before the application learns of it. */
    default void end() throws BodyRejectedException {}

    /**
     * Asked when what it has thrown was only recorded: it goes on where it stopped, in the same piece, and throws what it
     * finds next, each thing once. False: it wants to see no more.
     */
    default boolean resume() throws BodyRejectedException {
        return false;
    }

    /**
     * Whether all that it finds is only recorded: then an answer leaves although it has not seen all of the content, and
     * that is recorded as well.
     */
    default boolean observes() {
        return false;
    }

    /**
     * Whether a success must not leave yet, because this guard has not seen enough. When the application closes the
     * stream or is done without having read to the end, the gate reads the rest for this guard; where it cannot, because
     * the application answers asynchronously, the answer is 500 {@code body-unread}, or cut off when it had begun to
     * leave. To be false once this guard has thrown.
     */
    default boolean awaitsEnd() {
        return false;
    }
}
