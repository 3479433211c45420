package io.gapura.filters.audit;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.audit.ship.ShipSettings;
import io.gapura.filters.audit.ship.ShipperTypes;
import io.gapura.filters.audit.tlog.Cosigner;
import io.gapura.filters.audit.tlog.NotProvenException;
import io.gapura.filters.audit.tlog.NoteKey;
import io.gapura.filters.config.Reference;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.RequestSigner;
import io.gapura.filters.signing.SignatureProfile;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One place for checkpoints, {@code audit.anchor.<name>.*}: a file, a URL that takes each by POST, a witness, or a place that
 * lines are shipped to.
 *
 * @param type said for a witness; else it is what is set
 * @param file on another disk
 * @param url of who takes them
 * @param witnessKey {@code NAME+ID+BASE64} of the witness
 * @param signingKeys a JWK Set whose key signs what is posted
 * @param signingKeyId which of them
 * @param ship the name of a place of {@code audit.ship} that takes them, too
 * @param into another topic there
 */
record AnchorSettings(
        Optional<Type> type,
        Optional<Path> file,
        Optional<String> url,
        Optional<String> witnessKey,
        Optional<Reference> signingKeys,
        Optional<String> signingKeyId,
        Optional<String> ship,
        Optional<String> into) {
    static final AnchorSettings DEFAULTS = new AnchorSettings(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** How checkpoints are taken there. */
    enum Type {
        FILE,
        WEBHOOK,
        WITNESS
    }

    private static final int MOST = 8;

    private Anchor anchor(String name, AuditSettings settings) {
        if (ship.isPresent()) {
            return shipped(name, settings.ship());
        }
        if (into.isPresent()) {
            throw ConfigurationException.of("audit.anchor." + name + ".into needs a place: set ship, too");
        }
        return anchor(name, settings.directory());
    }

    /** How it is reached, and as whom, is said once. */
    private Anchor shipped(String name, Map<String, ShipSettings> places) {
        if (Stream.of(type, file, url, witnessKey, signingKeys, signingKeyId).anyMatch(Optional::isPresent)) {
            throw ConfigurationException.of(
                    "audit.anchor." + name + " must have nothing but ship and into, or no ship");
        }
        String word = ship.orElseThrow();
        ShipSettings place = places.get(word);
        if (place == null) {
            throw ConfigurationException.of("audit.anchor." + name + ".ship must be the name of a place in audit.ship");
        }
        return ShipperTypes.anchor("audit.ship." + word, into.map(place::into).orElse(place));
    }

    private Anchor anchor(String name, Optional<Path> directory) {
        if (file.isPresent() == url.isPresent()) {
            throw ConfigurationException.of("audit.anchor." + name + " must have either a file or a url");
        }
        if (file.isPresent() && isInside(file.get(), directory)) {
            throw ConfigurationException.of("audit.anchor." + name + ".file must not be in the audit.directory");
        }
        Type meant = type.orElse(file.isPresent() ? Type.FILE : Type.WEBHOOK);
        if ((meant == Type.FILE) != file.isPresent()) {
            throw ConfigurationException.of("audit.anchor." + name + ".type is not that of what is set");
        }
        if ((meant == Type.WITNESS) != witnessKey.isPresent()) {
            throw ConfigurationException.of(
                    "audit.anchor." + name + " must have a witness-key when its type is witness, and only then");
        }
        if (signingKeys.isPresent() != signingKeyId.isPresent() || signingKeys.isPresent() && meant != Type.WEBHOOK) {
            throw ConfigurationException.of("audit.anchor." + name
                    + " must have signing-keys and signing-key-id together, and only to post to a webhook");
        }
        try {
            return anchor(meant);
        } catch (NotProvenException malformed) {
            throw ConfigurationException.of("audit.anchor." + name + ".witness-key is not one: " + malformed.finding());
        } catch (IllegalArgumentException malformed) {
            throw ConfigurationException.of("audit.anchor." + name + ".url is not a URL");
        }
    }

    private Anchor anchor(Type meant) throws NotProvenException {
        if (meant == Type.FILE) {
            return Anchor.file(file.orElseThrow());
        }
        URI address = URI.create(url.orElseThrow());
        if (meant == Type.WITNESS) {
            return Anchor.witness(address, Cosigner.parse(witnessKey.orElseThrow()));
        }
        return signingKeys.isEmpty() ? Anchor.webhook(address) : Anchor.webhook(address, signer(signingKeys.get()));
    }

    private RequestSigner signer(Reference keys) {
        return RequestSigner.with(KeyRing.load(keys).signingKey(signingKeyId.orElseThrow()), SignatureProfile.STRICT);
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
        settings.anchor().forEach((name, each) -> anchors.add(new Signing.Named(name, each.anchor(name, settings))));
        return new Signing(
                key,
                settings.checkpointEvery(),
                settings.checkpointEvents(),
                settings.heartbeat(),
                settings.epochKey(),
                settings.newIncarnation(),
                anchors,
                Destination.of(settings.ship()),
                Upkeep.of(settings.retention(), settings.bundles()),
                Signing.NONE.tolerated());
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
