package io.gapura.filters;

import java.io.IOException;
import java.io.InputStream;

/**
 * Turns the bytes of the wire into those that the application reads. A policy gives one with the view, see {@link
 * RequestView#decodedBy}; what policies read of a body, and a digest is over, stays the wire's.
 */
@FunctionalInterface
public interface ContentDecoder {
    /**
     * Asked once each time the content is opened; once, unless a policy has read it.
     *
     * @return a stream that throws {@link BodyRejectedException} for what cannot be decoded or is over a ceiling: the
     *     reading ends there in every mode
     */
    InputStream decode(InputStream wire) throws IOException;
}
