package io.gapura.filters.audit;

import io.gapura.filters.audit.tlog.NoteKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether and how often a log commits to what it holds.
 *
 * @param key without one there are no checkpoints
 * @param every the longest time that a stored event waits for its checkpoint
 * @param events as many stored events do not wait for the time
 * @param heartbeat after so long without an event there is one, so that silence is attested, too
 * @param epochKey the file of the key that seals segments; replaced after each
 * @param newIncarnation the number of the log that may begin where this one was set back; 0 for none
 * @param anchors by name
 * @param destinations where the lines themselves go
 * @param upkeep what of the log is kept, and for how long
 * @param tolerated so long an anchor may be unreachable before the log says so
 */
record Signing(
        Optional<NoteKey> key,
        Duration every,
        int events,
        Duration heartbeat,
        Optional<Path> epochKey,
        int newIncarnation,
        List<Named> anchors,
        List<Destination> destinations,
        Upkeep upkeep,
        Duration tolerated) {
    static final Signing NONE = new Signing(
            Optional.empty(),
            Duration.ofSeconds(1),
            1_000,
            Duration.ofSeconds(60),
            Optional.empty(),
            0,
            List.of(),
            List.of(),
            Upkeep.STANDARD,
            Duration.ofMinutes(5));

    /** An anchor, and what the operator calls it. */
    record Named(String name, Anchor anchor) {
        /** Told which log it is for. */
        Named of(Path log) {
            return new Named(name, anchor.of(log, name));
        }
    }

    Signing {
        if (every.toMillis() < 10 || every.toHours() >= 1) {
            throw new IllegalArgumentException("checkpoint-every must be from 10ms to 1h");
        }
        if (events < 1) {
            throw new IllegalArgumentException("checkpoint-events must be at least 1");
        }
        if (heartbeat.toMillis() < 100 || heartbeat.toDays() >= 1) {
            throw new IllegalArgumentException("heartbeat must be from 100ms to 1d");
        }
        if (newIncarnation < 0) {
            throw new IllegalArgumentException("new-incarnation must not be negative");
        }
        anchors = List.copyOf(anchors);
        destinations = List.copyOf(destinations);
    }

    Signing withKey(NoteKey signer) {
        return new Signing(
                Optional.of(signer),
                every,
                events,
                heartbeat,
                epochKey,
                newIncarnation,
                anchors,
                destinations,
                upkeep,
                tolerated);
    }

    Signing withPace(Duration longest, int most, Duration silence) {
        return new Signing(
                key, longest, most, silence, epochKey, newIncarnation, anchors, destinations, upkeep, tolerated);
    }

    Signing withEpochKey(Path file) {
        return new Signing(
                key,
                every,
                events,
                heartbeat,
                Optional.of(file),
                newIncarnation,
                anchors,
                destinations,
                upkeep,
                tolerated);
    }

    Signing withIncarnation(int number) {
        return new Signing(key, every, events, heartbeat, epochKey, number, anchors, destinations, upkeep, tolerated);
    }

    Signing withAnchors(List<Named> places) {
        return new Signing(
                key, every, events, heartbeat, epochKey, newIncarnation, places, destinations, upkeep, tolerated);
    }

    Signing withDestinations(List<Destination> places) {
        return new Signing(key, every, events, heartbeat, epochKey, newIncarnation, anchors, places, upkeep, tolerated);
    }

    Signing withUpkeep(Upkeep other) {
        return new Signing(
                key, every, events, heartbeat, epochKey, newIncarnation, anchors, destinations, other, tolerated);
    }

    Signing withTolerated(Duration other) {
        return new Signing(
                key, every, events, heartbeat, epochKey, newIncarnation, anchors, destinations, upkeep, other);
    }

    /** What the log says of itself when it begins to record. */
    Map<String, Object> facts(int grantsPercent) {
        return Map.of(
                "anchors", (long) anchors.size(),
                "grants_percent", (long) grantsPercent,
                "sealed", epochKey.isPresent(),
                "shippers", (long) destinations.size(),
                "signed", key.isPresent());
    }
}
