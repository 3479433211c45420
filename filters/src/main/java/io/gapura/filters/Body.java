package io.gapura.filters;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The content of one request: read at most once, only if a policy asks, up to a limit, and replayed to the application
 * from then on. The bytes that were checked are the bytes that are parsed.
 *
 * <p>Belongs to one request; calls come one after the other.
 */
public final class Body {
    private static final int CHUNK = 8_192;
    private static final int FIRST = 65_536;

    private final Source source;
    private final long declaredLength;
    private byte @Nullable [] content;
    private @Nullable Rejection failed;
    private boolean handedOn;

    /** Opens the container's stream; asked at most once. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    private Body(Source source, long declaredLength) {
        this.source = source;
        this.declaredLength = declaredLength;
    }

    /** A body that is still on the wire; -1 when its length was not declared. */
    public static Body from(Source source, long declaredLength) {
        return new Body(source, declaredLength);
    }

    /** A body that is at hand. */
    public static Body of(byte[] content) {
        byte[] copy = content.clone();
        return new Body(() -> new ByteArrayInputStream(copy), copy.length);
    }

    public static Body none() {
        return new Body(InputStream::nullInputStream, 0);
    }

    /** What Content-Length said, or -1. */
    public long declaredLength() {
        return declaredLength;
    }

    /** Whether a policy has read it, so that the application must be given the replay. */
    public boolean wasRead() {
        return content != null;
    }

    /**
     * All of it, read-only. A second call answers from memory.
     *
     * @param limit in bytes; over it: 413, without reading when the length was declared
     * @throws BodyRejectedException over the limit; or 400 {@code body.short}, {@code client-gone} when less came than
     *     was declared
     * @throws IllegalStateException when the application has the stream already
     */
    public ByteBuffer read(int limit) throws IOException {
        requireWhole();
        byte[] known = content;
        if (known == null) {
            if (handedOn) {
                throw new IllegalStateException("the application already has the stream");
            }
            if (declaredLength > limit) {
                throw new BodyRejectedException(tooLarge());
            }
            try {
                known = readAll(limit);
            } catch (BodyRejectedException broken) {
                failed = broken.rejection();
                throw broken;
            }
            content = known;
        }
        if (known.length > limit) {
            throw new BodyRejectedException(tooLarge());
        }
        return ByteBuffer.wrap(known).asReadOnlyBuffer();
    }

    /** What was read in part is gone: nobody may take the rest for the whole. */
    private void requireWhole() throws BodyRejectedException {
        if (failed != null) {
            throw new BodyRejectedException(failed);
        }
    }

    private byte[] readAll(int limit) throws BodyRejectedException {
        // A declared length costs its sender nothing: memory grows with what comes.
        byte[] bytes = new byte[(int) Math.min(declaredLength >= 0 ? declaredLength + 1 : CHUNK, FIRST)];
        int length = 0;
        try (InputStream in = source.open()) {
            for (int n = in.read(bytes, 0, bytes.length); n >= 0; n = in.read(bytes, length, bytes.length - length)) {
                length += n;
                if (length > limit) {
                    throw new BodyRejectedException(tooLarge());
                }
                if (length == bytes.length) {
                    bytes = Arrays.copyOf(bytes, (int) Math.min((long) limit + 1, length * 2L + 1));
                }
            }
        } catch (BodyRejectedException rejected) {
            throw rejected;
        } catch (IOException gone) {
            throw new BodyRejectedException(Rejection.malformed("client-gone"));
        }
        if (declaredLength >= 0 && length < declaredLength) {
            throw new BodyRejectedException(Rejection.malformed("body.short"));
        }
        return Arrays.copyOf(bytes, length);
    }

    /** For the application: the replay when it was read, else the wire. */
    InputStream open() throws IOException {
        requireWhole();
        if (content != null) {
            return new ByteArrayInputStream(content);
        }
        handedOn = true;
        return source.open();
    }

    /** How a body over a limit is refused, whoever counts. */
    public static Rejection tooLarge() {
        return TOO_LARGE;
    }

    private static final Rejection TOO_LARGE =
            Rejection.of(413, "body-too-large", "body.size").asHard();
}
