package io.gapura.filters.signing;

import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Endings;
import io.gapura.filters.Mode;
import io.gapura.filters.Pipeline;
import io.gapura.filters.config.DataSize;

/** A policy that proves content while the application reads it. */
abstract class StreamedBodies {
    static final String CONTENT = "0123456789".repeat(2_000);

    final Signing signing = new Signing();
    final Endings endings = new Endings();

    Signatures streaming() {
        return Signatures.required(signing.ring)
                .authorities("localhost", "api.example.com")
                .acceptingCreatedBeforeStart() // some sign by the system's clock, a second before
                .dangerouslyStreamBody("uploads are written to a quarantine first")
                .maxBody(DataSize.of("100KiB"));
    }

    Pipeline pipeline(Mode mode) {
        return Pipeline.builder().add(endings).add(streaming(), mode).build();
    }

    static String reason(BodyRejectedException rejected) {
        return rejected.rejection().reason();
    }
}
