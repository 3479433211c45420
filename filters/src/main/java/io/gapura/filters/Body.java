package io.gapura.filters;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The content of one request: read at most once, only if a policy asks, up to a limit, and replayed to the application
 * from then on. The bytes that were checked are the bytes that are parsed.
 *
 * <p>Belongs to one request; calls come one after the other.
 */
public final class Body {
    private static final BodyGuard NOBODY = (piece, offset, length) -> {};

    private final Source source;
    private final long declaredLength;
    private @Nullable Headers trailers;
    private @Nullable KeptBody kept;
    private @Nullable Rejection failed;
    private boolean handedOn;

    /** Opens the container's stream; asked at most once. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;

        /**
         * Gives every field that stands behind the content, which was read to its end before.
         *
         * @return false where nobody can tell what stands there, as by default
         */
        default boolean trailers(BiConsumer<String, String> line) {
            return false;
        }
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

    /**
     * The same with these fields behind it, for who sends it.
     *
     * @throws RefusedException when they may not stand there
     */
    public Body withTrailers(Headers fields) {
        Body other = new Body(source, declaredLength);
        other.trailers = Trailers.requireFit(fields);
        return other;
    }

    /** The fields behind it: empty while it was not read to its end, and where nobody can tell them. */
    Optional<Headers> trailers(Provenance from) {
        Headers known = trailers;
        if (known == null && kept != null && failed == null) {
            List<String> lines = new ArrayList<>();
            boolean told = source.trailers((name, value) -> {
                lines.add(name);
                lines.add(value);
            });
            known = told ? Trailers.requireFit(Headers.of(lines.toArray(String[]::new))) : null;
            trailers = known;
        }
        return Optional.ofNullable(known).map(fields -> fields.within(from));
    }

    /** What Content-Length said, or -1. */
    public long declaredLength() {
        return declaredLength;
    }

    /** Whether a policy has read it, so that the application must be given the replay. */
    public boolean wasRead() {
        return kept != null;
    }

    /**
     * All of it, read-only and in memory, for small content. A second call answers from what was kept.
     *
     * @param limit in bytes; over it: 413, without reading when the length was declared
     * @throws BodyRejectedException over the limit; or 400 {@code body.short}, {@code client-gone} when less came than
     *     was declared
     * @throws IllegalStateException when the application has the stream already
     */
    public ByteBuffer read(int limit) throws IOException {
        return received(limit, limit, NOBODY).whole();
    }

    /**
     * Reads all of it, shows each piece to a watcher as it comes, and keeps it for the application: in memory up to a
     * bound, above it in a temporary file that only this process can read and that is gone with the request. When it was
     * read before, the watcher is shown what was kept.
     *
     * @param limit in bytes; over it: 413, without reading when the length was declared
     * @param memoryBound in bytes
     * @param watcher what it throws ends the reading, for everybody
     * @return how many bytes it has
     * @throws BodyRejectedException as {@link #read}; or 500 {@code body.spill} when the file cannot be written, or not
     *     for its owner alone
     * @throws IllegalStateException when the application has the stream already
     */
    public long read(long limit, int memoryBound, BodyGuard watcher) throws IOException {
        KeptBody known = kept;
        KeptBody read = received(limit, memoryBound, watcher);
        if (known != null) {
            read.show(watcher);
            watcher.end();
        }
        return read.length();
    }

    private KeptBody received(long limit, int memoryBound, BodyGuard watcher) throws IOException {
        requireWhole();
        KeptBody known = kept;
        if (known == null) {
            if (handedOn) {
                throw new IllegalStateException("the application already has the stream");
            }
            if (declaredLength > limit) {
                throw new BodyRejectedException(tooLarge());
            }
            known = receive(limit, memoryBound, watcher);
            kept = known;
        }
        if (known.length() > limit) {
            throw new BodyRejectedException(tooLarge());
        }
        return known;
    }

    /** What was read in part is gone: nobody may take the rest for the whole. */
    private void requireWhole() throws BodyRejectedException {
        if (failed != null) {
            throw new BodyRejectedException(failed);
        }
    }

    private KeptBody receive(long limit, int memoryBound, BodyGuard watcher) throws BodyRejectedException {
        KeptBody read = new KeptBody(declaredLength, memoryBound);
        boolean whole = false;
        try {
            drain(read, limit, watcher);
            whole = true;
            return read;
        } catch (BodyRejectedException rejected) {
            failed = rejected.rejection();
            throw rejected;
        } catch (IOException gone) {
            failed = Rejection.malformed("client-gone");
            throw new BodyRejectedException(failed);
        } finally {
            if (!whole) {
                failed = failed == null ? Rejection.internalError("body.broken") : failed;
                read.discard();
            }
        }
    }

    private void drain(KeptBody read, long limit, BodyGuard watcher) throws IOException {
        try (InputStream in = source.open()) {
            for (int n = read.readFrom(in); n >= 0; n = read.readFrom(in)) {
                if (read.length() > limit) {
                    throw new BodyRejectedException(tooLarge());
                }
                watcher.bytes(read.piece(), read.filled() - n, n);
                read.settle();
            }
        }
        if (read.length() < declaredLength) {
            throw new BodyRejectedException(Rejection.malformed("body.short"));
        }
        read.end();
        watcher.end();
    }

    /**
     * What was read, from its beginning, any number of times until the request is over.
     *
     * @throws IllegalStateException when nobody has read it
     */
    public InputStream replay() throws IOException {
        requireWhole();
        if (kept == null) {
            throw new IllegalStateException("nobody has read the content");
        }
        return kept.open();
    }

    /** For the application: the replay when it was read, else the wire. */
    InputStream open() throws IOException {
        requireWhole();
        if (kept != null) {
            return kept.open();
        }
        handedOn = true;
        return source.open();
    }

    /** The request is over. */
    void discard() {
        KeptBody read = kept;
        if (read != null) {
            read.discard();
        }
    }

    /** How a body over a limit is refused, whoever counts. */
    public static Rejection tooLarge() {
        return TOO_LARGE;
    }

    private static final Rejection TOO_LARGE =
            Rejection.of(413, "body-too-large", "body.size").asHard();
}
