package io.gapura.filters.limits;

import io.gapura.filters.BodyGuard;
import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.ContentDecoder;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * One body in one layer of gzip: decodes it within the ceiling, and refuses it once it has grown out of proportion. The
 * first 64 KiB are free, because a short text of blanks is no bomb.
 */
final class GzipBody implements ContentDecoder, BodyGuard {
    static final long FREE = 64 * 1024;

    private final long most;
    private final int ratio;
    private final boolean observing;
    private @Nullable GzipStream stream;

    /**
     * @param most bytes, of the wire and decoded alike
     * @param ratio decoded bytes for each of the wire
     * @param observing whether the proportion is only recorded
     */
    GzipBody(long most, int ratio, boolean observing) {
        this.most = most;
        this.ratio = ratio;
        this.observing = observing;
    }

    @Override
    public InputStream decode(InputStream wire) {
        GzipStream made = new GzipStream(wire, most);
        stream = made;
        return made;
    }

    @Override
    public void bytes(byte[] piece, int offset, int length) throws BodyRejectedException {
        if (isOver()) {
            throw observing
                    ? BodyRejectedException.observing(Refusals.RATIO.rejection())
                    : new BodyRejectedException(Refusals.RATIO.rejection());
        }
    }

    /** Whether what was decoded so far is out of proportion to what was needed of the wire. */
    boolean isOver() {
        GzipStream read = stream;
        return read != null && read.decoded() > FREE && read.decoded() > read.consumed() * ratio;
    }
}
