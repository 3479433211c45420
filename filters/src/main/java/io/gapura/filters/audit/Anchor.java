package io.gapura.filters.audit;

import io.gapura.filters.audit.tlog.Cosigner;
import io.gapura.filters.signing.RequestSigner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A place outside the log where its checkpoints go as soon as they are signed. This, and not cryptography, is what shows
 * a tail that was cut by who owns the host. Called from a thread of its own, one checkpoint after the other; what comes
 * faster than it takes is represented by the latest.
 */
public interface Anchor extends AutoCloseable {
    /**
     * Takes a signed checkpoint.
     *
     * @throws IOException when it is not kept: it, or a later one, comes again
     */
    void take(byte[] note) throws IOException;

    /** The latest note that it holds, where it can be asked; then a log that is older does not start. */
    default Optional<byte[]> last() throws IOException {
        return Optional.empty();
    }

    /** Called once, when nothing more comes. */
    @Override
    default void close() {}

    /** The note as one line of JSON with its line feed, as file anchors and {@code gapura audit verify --anchor} have it. */
    static byte[] line(byte[] note) {
        return NoteLines.line(note);
    }

    /** A file on another disk, best one that can only be added to: one JSON line per note. */
    static Anchor file(Path file) {
        return new FileAnchor(file);
    }

    /** Told once, before anything is taken, which log it is for, and what its operator calls it. */
    default Anchor of(Path directory, String name) {
        return this;
    }

    /**
     * A witness (C2SP tlog-witness), which is shown that each checkpoint extends the one before and cosigns it.
     *
     * @param prefix {@code https}, or {@code http} to this machine; {@code add-checkpoint} comes behind it
     * @param witness its key, whose signature is verified
     */
    static Anchor witness(URI prefix, Cosigner witness) {
        return WitnessAnchor.at(prefix, witness);
    }

    /** As {@link #webhook(URI)}, each request signed (RFC 9421). */
    static Anchor webhook(URI address, RequestSigner signer) {
        return new WebhookAnchor(address, Optional.of(signer));
    }

    /** A POST of the note, as text, that is answered with 2xx; {@code https}, or {@code http} to this machine. */
    static Anchor webhook(URI address) {
        return new WebhookAnchor(address, Optional.empty());
    }
}
