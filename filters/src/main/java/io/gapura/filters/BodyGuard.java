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
}
