package io.gapura.examples.cli;

import io.gapura.filters.audit.tlog.Cosigner;
import io.gapura.filters.audit.tlog.NotProvenException;
import io.gapura.filters.audit.tlog.NoteVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that commands about audit logs are given. */
final class AuditFiles {
    private static final int LONGEST_KEY = 1_024;

    private AuditFiles() {}

    static byte[] read(Path file, int most) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(most + 1);
            if (content.length > most) {
                throw new IOException(file + " is larger than " + most + " bytes");
            }
            return content;
        }
    }

    /** A key in its text form, or in a file. */
    static NoteVerifier key(String text) throws IOException {
        try {
            return NoteVerifier.parse(text(text));
        } catch (NotProvenException malformed) {
            throw new IllegalArgumentException("--vkey: " + malformed.finding(), malformed);
        }
    }

    /** The key of a witness in its text form, or in a file. */
    static Cosigner witness(String text) throws IOException {
        try {
            return Cosigner.parse(text(text));
        } catch (NotProvenException malformed) {
            throw new IllegalArgumentException("--witness: " + malformed.finding(), malformed);
        }
    }

    private static String text(String keyOrFile) throws IOException {
        return keyOrFile.matches("[^+]+\\+[0-9a-f]{8}\\+.+")
                ? keyOrFile
                : new String(read(Path.of(keyOrFile), LONGEST_KEY), StandardCharsets.UTF_8).strip();
    }
}
