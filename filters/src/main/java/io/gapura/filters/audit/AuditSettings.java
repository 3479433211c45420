package io.gapura.filters.audit;

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
        Optional<Reference> key,
        Duration checkpointEvery,
        int checkpointEvents,
        Duration heartbeat,
        Optional<Path> epochKey,
        int newIncarnation,
        @Grouped Map<String, AnchorSettings> anchor) {
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
        recording(headers, queryParameters, hashKeys, subjectKeys, caller, address, grants, critical);
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
                Optional.empty(),
                Signing.NONE.every(),
                Signing.NONE.events(),
                Signing.NONE.heartbeat(),
                Optional.empty(),
                0,
                Map.of());
    }

    private static Recording recording(
            List<String> headers,
            List<String> queryParameters,
            Optional<Reference> hashKeys,
            Optional<Reference> subjectKeys,
            Personal caller,
            Personal address,
            String grants,
            List<String> critical) {
        return new Recording(headers, queryParameters, hashKeys, subjectKeys, caller, address, grants, critical);
    }

    Recording recording() {
        return recording(headers, queryParameters, hashKeys, subjectKeys, caller, address, grants, critical);
    }
}
