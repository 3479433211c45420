package io.gapura.filters.audit;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.audit.tlog.NoteKey;
import io.gapura.filters.config.Reference;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One place for checkpoints, {@code audit.anchor.<name>.*}: a file or a URL.
 *
 * @param file on another disk
 * @param url that takes each checkpoint by POST
 */
record AnchorSettings(Optional<Path> file, Optional<String> url) {
    static final AnchorSettings DEFAULTS = new AnchorSettings(Optional.empty(), Optional.empty());

    private static final int MOST = 8;

    private Anchor anchor(String name, Optional<Path> directory) {
        if (file.isPresent() == url.isPresent()) {
            throw ConfigurationException.of("audit.anchor." + name + " must have either a file or a url");
        }
        if (file.isPresent() && isInside(file.get(), directory)) {
            throw ConfigurationException.of("audit.anchor." + name + ".file must not be in the audit.directory");
        }
        try {
            return file.<Anchor>map(Anchor::file).orElseGet(() -> Anchor.webhook(URI.create(url.orElseThrow())));
        } catch (IllegalArgumentException malformed) {
            throw ConfigurationException.of("audit.anchor." + name + ".url is not a URL");
        }
    }

    /** What the settings say about checkpoints. */
    static Signing signing(AuditSettings settings) {
        Optional<NoteKey> key = settings.key().map(reference -> load(reference, settings.directory()));
        if (key.isEmpty()
                && (settings.epochKey().isPresent() || !settings.anchor().isEmpty())) {
            throw ConfigurationException.of(
                    "audit.key must be set where audit.epoch-key or audit.anchor is: file:PATH or env:NAME");
        }
        if (settings.anchor().size() > MOST) {
            throw ConfigurationException.of("audit.anchor.* names at most 8 places");
        }
        List<Signing.Named> anchors = new ArrayList<>();
        settings.anchor()
                .forEach((name, each) -> anchors.add(new Signing.Named(name, each.anchor(name, settings.directory()))));
        return new Signing(
                key,
                settings.checkpointEvery(),
                settings.checkpointEvents(),
                settings.heartbeat(),
                settings.epochKey(),
                settings.newIncarnation(),
                anchors);
    }

    /** Who can write the log must not find its key beside it. */
    private static NoteKey load(Reference reference, Optional<Path> directory) {
        String place = reference.place();
        if (place.startsWith("file:") && isInside(Path.of(place.substring(5)), directory)) {
            throw ConfigurationException.of("audit.key must not be in the audit.directory");
        }
        return NoteKey.load(reference);
    }

    private static boolean isInside(Path file, Optional<Path> directory) {
        return directory.isPresent()
                && file.toAbsolutePath()
                        .normalize()
                        .startsWith(directory.get().toAbsolutePath().normalize());
    }

    /** A key signs for the log of its name. */
    static void check(String origin, Signing signing) {
        if (signing.key().isPresent() && !signing.key().get().verifier().name().equals(origin)) {
            throw ConfigurationException.of("audit.key must have the name that audit.origin says");
        }
        if (signing.key().isEmpty()
                && (signing.epochKey().isPresent() || !signing.anchors().isEmpty())) {
            throw ConfigurationException.of("seals and anchors need a key that signs");
        }
    }
}
