package io.gapura.filters.audit;

import io.gapura.filters.audit.tlog.SignedNote;
import io.gapura.filters.json.StrictObject;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file of signed notes, one JSON object {@code {"note":…}} a line: {@code checkpoints.log} and file anchors. Nothing
 * is in it that nobody signed. Read one bounded line at a time.
 */
final class NoteLines implements Closeable {
    private static final int LONGEST = 2 * SignedNote.LONGEST;

    private final SegmentReader lines;
    private boolean torn;

    private NoteLines(SegmentReader lines) {
        this.lines = lines;
    }

    static NoteLines open(Path file) throws IOException {
        return new NoteLines(SegmentReader.of(file));
    }

    static byte[] line(byte[] note) {
        byte[] line = CanonicalLine.of(Map.of("note", new String(note, StandardCharsets.UTF_8)));
        byte[] terminated = Arrays.copyOf(line, line.length + 1);
        terminated[line.length] = '\n';
        return terminated;
    }

    /**
     * The next note; null at the end. A last line without its line feed is a torn write and counts as the end.
     *
     * @throws BadLineException when a whole line is not one of ours
     */
    byte @Nullable [] next() throws IOException {
        byte[] line = lines.next();
        if (line == null || !lines.terminated() && line.length < LONGEST) {
            torn = line != null;
            return null;
        }
        return note(line);
    }

    private static byte[] note(byte[] line) throws BadLineException {
        try {
            Map<String, Object> members = StrictObject.read(line);
            if (members.size() == 1
                    && members.get("note") instanceof String note
                    && Arrays.equals(CanonicalLine.of(members), line)) {
                return note.getBytes(StandardCharsets.UTF_8);
            }
        } catch (IOException | IllegalArgumentException malformed) {
            // said below
        }
        throw new BadLineException();
    }

    /** A line that is not a note of ours. */
    static final class BadLineException extends IOException {
        private static final long serialVersionUID = 1L;

        BadLineException() {
            super("a line is not a note");
        }
    }

    /** Whether the end that was reached is that of a torn write. */
    boolean torn() {
        return torn;
    }

    /** The last whole note of a file; empty when there is none. */
    static Optional<byte[]> last(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, in.length() - 2L * LONGEST);
            byte[] tail = new byte[(int) (in.length() - from)];
            in.seek(from);
            in.readFully(tail);
            int end = lastIndexOf(tail, tail.length);
            if (end < 0) {
                return Optional.empty();
            }
            return Optional.of(note(Arrays.copyOfRange(tail, lastIndexOf(tail, end) + 1, end)));
        }
    }

    private static int lastIndexOf(byte[] bytes, int before) {
        int at = before - 1;
        while (at >= 0 && bytes[at] != '\n') {
            at--;
        }
        return at;
    }

    /** Cuts what a torn write left behind the last line feed. */
    static void repair(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "rw")) {
            int window = (int) Math.min(in.length(), LONGEST);
            byte[] tail = new byte[window];
            in.seek(in.length() - window);
            in.readFully(tail);
            int end = lastIndexOf(tail, window);
            long whole = in.length() - window + end + 1;
            if (whole < in.length() && (end >= 0 || whole == 0)) {
                in.setLength(whole);
                in.getFD().sync();
            }
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
