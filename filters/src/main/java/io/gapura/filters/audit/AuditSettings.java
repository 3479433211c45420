package io.gapura.filters.audit;

import io.gapura.filters.audit.ship.ShipSettings;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.config.Grouped;
import io.gapura.filters.config.Reference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the section {@code audit} says. */
record AuditSettings(
        Optional<Path> directory,
        String origin,
        JsonLinesSink.Force force,
        boolean weakPermissions,
        List<String> headers,
        List<String> queryParameters,
        Optional<Reference> hashKeys,
        Optional<Reference> subjectKeys,
        Personal caller,
        Personal address,
        String grants,
        List<String> critical,
        boolean accessLog,
        Optional<Reference> key,
        Duration checkpointEvery,
        int checkpointEvents,
        Duration heartbeat,
        Optional<Path> epochKey,
        int newIncarnation,
        List<String> retention,
        boolean bundles,
        @Grouped Map<String, AnchorSettings> anchor,
        @Grouped Map<String, ShipSettings> ship,
        int ring,
        DataSize ringBytes,
        Duration forceInterval,
        JsonLinesSink.OnTrouble onTrouble,
        DataSize maxBytes,
        DataSize segment,
        Duration segmentAge,
        Duration patience) {
    static final AuditSettings DEFAULTS =
            of(Optional.empty(), "gapura", JsonLinesSink.Force.WRITE, false, Recording.standard());

    AuditSettings {
        if (!HashChain.isOrigin(origin)) {
            throw new IllegalArgumentException(
                    "origin must be 1 to 128 letters, digits and . _ : / - and begin with a letter or digit");
        }
        headers = List.copyOf(headers);
        queryParameters = List.copyOf(queryParameters);
        critical = List.copyOf(critical);
        retention = List.copyOf(retention);
        Retention.of(retention);
        new Recording(headers, queryParameters, hashKeys, subjectKeys, caller, address, grants, critical, accessLog);
        new Durability(ring, ringBytes, forceInterval, onTrouble, maxBytes, segment, segmentAge, patience);
    }

    static AuditSettings of(
            Optional<Path> directory,
            String origin,
            JsonLinesSink.Force force,
            boolean weakPermissions,
            Recording recording) {
        return new AuditSettings(
                directory,
                origin,
                force,
                weakPermissions,
                recording.headers(),
                recording.queryParameters(),
                recording.hashKeys(),
                recording.subjectKeys(),
                recording.caller(),
                recording.address(),
                recording.grants(),
                recording.critical(),
                recording.isAccessLogged(),
                Optional.empty(),
                Signing.NONE.every(),
                Signing.NONE.events(),
                Signing.NONE.heartbeat(),
                Optional.empty(),
                0,
                List.of("400d"),
                true,
                Map.of(),
                Map.of(),
                Durability.STANDARD.ring(),
                Durability.STANDARD.ringBytes(),
                Durability.STANDARD.forceInterval(),
                Durability.STANDARD.onTrouble(),
                Durability.STANDARD.maxBytes(),
                Durability.STANDARD.segment(),
                Durability.STANDARD.segmentAge(),
                Durability.STANDARD.patience());
    }

    Recording recording() {
        return new Recording(
                headers, queryParameters, hashKeys, subjectKeys, caller, address, grants, critical, accessLog);
    }

    Durability durability() {
        return new Durability(ring, ringBytes, forceInterval, onTrouble, maxBytes, segment, segmentAge, patience);
    }

    AuditSettings with(Durability other) {
        return with(origin, force, weakPermissions, recording(), other);
    }

    /** Whatever is not said here stays. */
    AuditSettings with(String name, JsonLinesSink.Force when, boolean weak, Recording recorded, Durability durability) {
        return new AuditSettings(
                directory,
                name,
                when,
                weak,
                recorded.headers(),
                recorded.queryParameters(),
                recorded.hashKeys(),
                recorded.subjectKeys(),
                recorded.caller(),
                recorded.address(),
                recorded.grants(),
                recorded.critical(),
                recorded.isAccessLogged(),
                key,
                checkpointEvery,
                checkpointEvents,
                heartbeat,
                epochKey,
                newIncarnation,
                retention,
                bundles,
                anchor,
                ship,
                durability.ring(),
                durability.ringBytes(),
                durability.forceInterval(),
                durability.onTrouble(),
                durability.maxBytes(),
                durability.segment(),
                durability.segmentAge(),
                durability.patience());
    }
}
