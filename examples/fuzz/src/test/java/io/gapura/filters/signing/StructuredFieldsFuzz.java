package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/**
 * Any text is malformed or read; what was read, written, is canonical: it is read again and written the same. In the
 * package of the reader, which has no public surface of its own.
 */
class StructuredFieldsFuzz {
    /** A reading and its writing. */
    private interface Canonical {
        String of(String text) throws MalformedFieldException;
    }

    @FuzzTest(maxDuration = "30s")
    void whatWasReadIsWrittenInOneForm(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        requireOneForm(text, read -> FieldWriter.dictionary(StructuredFields.dictionary(read)));
        requireOneForm(text, read -> FieldWriter.list(StructuredFields.list(read)));
        requireOneForm(text, read -> FieldWriter.value(StructuredFields.item(read)));
    }

    private static void requireOneForm(String text, Canonical canonical) {
        String written;
        try {
            written = canonical.of(text);
        } catch (MalformedFieldException malformed) {
            assertThat(malformed.position()).isBetween(0, text.length());
            return;
        }
        assertThat(written).matches("[\\x20-\\x7e]*");
        try {
            assertThat(canonical.of(written)).isEqualTo(written);
        } catch (MalformedFieldException unreadable) {
            throw new AssertionError("what was written cannot be read", unreadable);
        }
    }
}
