package io.gapura.examples.orders;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The policy document that counts: a copy in the data folder, to be edited while the demo runs. */
final class Policies {
    private Policies() {}

    /** Copies the one of the demo when there is none yet. */
    static void makeIfAbsent(DataFolder data) {
        String ignored = DataFolder.readOrWrite(data.policy(), Policies::shipped);
    }

    private static String shipped() {
        try (InputStream text = Policies.class.getResourceAsStream("/policy.yaml")) {
            return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
