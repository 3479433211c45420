package io.gapura.validation.files;

import io.gapura.filters.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates a piece of content and counts while it does: what was declared is never trusted, and nothing comes out after
 * a limit. Deflate can make a byte into about a thousand.
 *
 * <p>To be closed: the inflater holds memory outside of the heap.
 */
final class CountedInflater extends InputStream {
    private final Window content;
    private final long begin;
    private final long length;
    private final ArchiveLimits limits;
    private final Inflater inflater;
    private final byte[] input;
    private long fed;
    private long produced;
    private long consumed;

    /** Raw deflate, as in ZIP and GZIP. */
    CountedInflater(Window content, long begin, long length, ArchiveLimits limits) {
        this(content, begin, length, limits, true);
    }

    CountedInflater(Window content, long begin, long length, ArchiveLimits limits, boolean raw) {
        this.content = content;
        this.begin = begin;
        this.length = length;
        this.limits = limits;
        this.inflater = new Inflater(raw);
        this.input = new byte[(int) Math.max(1, Math.min(4_096, length))];
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        while (!inflater.finished()) {
            // Output may be due when all input is in: what is missing shows when nothing comes out.
            int count = inflate(target, offset, most);
            if (count > 0) {
                requireBounded();
                return count;
            }
            BrokenFormatException.require(!inflater.needsDictionary(), "dictionary");
            if (inflater.needsInput()) {
                feed();
            }
        }
        return -1;
    }

    private int inflate(byte[] target, int offset, int most) throws BrokenFormatException {
        try {
            int count = inflater.inflate(target, offset, most);
            produced += count;
            consumed = fed - inflater.getRemaining();
            return count;
        } catch (DataFormatException broken) {
            throw new BrokenFormatException("deflate");
        }
    }

    private void feed() throws IOException {
        BrokenFormatException.require(fed < length, "cut");
        int count = content.read(begin + fed, input, 0, (int) Math.min(input.length, length - fed));
        inflater.setInput(input, 0, count);
        fed += count;
    }

    private void requireBounded() {
        if (produced() > limits.maxUnpacked().toBytes()) {
            throw new RefusedException(FileViolation.ARCHIVE_SIZE.rejection());
        }
        if (produced() > ArchiveLimits.FREE && produced() > consumed() * limits.maxRatio()) {
            throw new RefusedException(FileViolation.ARCHIVE_RATIO.rejection());
        }
    }

    /** How much of the piece was needed so far. */
    long consumed() {
        return consumed;
    }

    /** How much came out so far. */
    long produced() {
        return produced;
    }

    /** Both counts stay readable. */
    @Override
    public void close() {
        inflater.end();
    }
}
