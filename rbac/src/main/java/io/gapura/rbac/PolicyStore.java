package io.gapura.rbac;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A place that a policy can be written to as well, by compare-and-set: whoever saw an older version than the one that
 * counts changes nothing. It keeps the text as it is given: {@link PolicyAdministration} tries it before. What
 * no application can use is refused by each that looks for a newer policy, and the last good one counts. Thread-safe.
 */
public interface PolicyStore extends PolicySource {
    /**
     * The text that counts, and which one it is.
     *
     * @throws io.gapura.filters.ConfigurationException as {@link #read} does
     */
    Stored load();

    /**
     * Writes a text in the place of the one that has that version.
     *
     * @param expected the version that the writer has seen
     * @param reason who and why, kept beside the text; 1 to 1,000 characters
     * @return the version of what was written; empty when another one counts by now, and nothing was written
     * @throws io.gapura.filters.ConfigurationException when the place cannot be reached or refuses
     */
    Optional<String> replace(String expected, String text, String reason);

    @Override
    default byte[] read() {
        return load().text().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    default PolicyText text() {
        Stored stored = load();
        return PolicyText.of(stored.text().getBytes(StandardCharsets.UTF_8)).because(stored.reason());
    }

    /**
     * A text with its version.
     *
     * @param version opaque; equal only for the same text at the same place
     * @param reason what its writer said
     */
    record Stored(String version, String text, String reason) {}
}
