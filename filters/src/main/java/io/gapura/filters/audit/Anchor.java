package io.gapura.filters.audit;

import io.gapura.filters.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A place outside the log where its checkpoints go as soon as they are signed. This, and not cryptography, is what shows
 * a tail that was cut by who owns the host. Called from a thread of its own, one checkpoint after the other; what comes
 * faster than it takes is represented by the latest.
 */
public interface Anchor {
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

    /** A file on another disk, best one that can only be added to: one JSON line per note. */
    static Anchor file(Path file) {
        return new FileAnchor(file);
    }

    /** A POST of the note, as text, that is answered with 2xx; {@code https}, or {@code http} to this machine. */
    static Anchor webhook(URI address) {
        boolean local = "http".equals(address.getScheme())
                && ("localhost".equals(address.getHost()) || "127.0.0.1".equals(address.getHost()));
        if (address.getHost() == null
                || address.getUserInfo() != null
                || !local && !"https".equals(address.getScheme())) {
            throw ConfigurationException.of("an anchor's url must be https, with a host and without user");
        }
        return new WebhookAnchor(address);
    }
}
