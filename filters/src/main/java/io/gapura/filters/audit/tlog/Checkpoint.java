package io.gapura.filters.audit.tlog;

import java.util.List;

/**
 * What a log commits to: its name, how many entries it has and the root of their tree (C2SP tlog-checkpoint 1.0). No
 * extension lines: nobody could audit what is in them.
 *
 * @param origin name of the log, which is the name of its key, too
 * @param size entries
 * @param root RFC 6962, of that many leaves
 */
public record Checkpoint(String origin, long size, TreeHash root) {
    private static final int LINES = 3;

    public Checkpoint {
        if (!NoteVerifier.isName(origin) || size < 0) {
            throw new IllegalArgumentException("an origin has no blank and no plus sign, a size no sign");
        }
    }

    /** Reads the text of a note that was verified before. */
    static Checkpoint parse(String text) throws NotProvenException {
        String[] lines = text.split("\n", -1);
        if (lines.length != LINES + 1 || !lines[LINES].isEmpty() || !NoteVerifier.isName(lines[0])) {
            throw new NotProvenException("checkpoint is not origin, size and root");
        }
        return new Checkpoint(lines[0], Ascii.number(lines[1], "checkpoint size"), TreeHash.ofBase64(lines[2]));
    }

    /**
     * The checkpoint in a note that the log has signed.
     *
     * @param log its key; the origin must be its name
     */
    public static Checkpoint open(byte[] note, NoteVerifier log) throws NotProvenException {
        Checkpoint checkpoint = parse(SignedNote.parse(note).verified(List.of(log)));
        if (!checkpoint.origin.equals(log.name())) {
            throw new NotProvenException("checkpoint is of another log");
        }
        return checkpoint;
    }

    /** What the note claims, when no key is at hand: for comparing, never for trusting. */
    public static Checkpoint unverified(byte[] note) throws NotProvenException {
        return parse(SignedNote.parse(note).unverified());
    }

    /** The text that is signed. */
    public String text() {
        return origin + "\n" + size + "\n" + root.base64() + "\n";
    }

    /** The note; the key must have the name of the log. */
    public byte[] sign(NoteKey key) {
        if (!key.verifier().name().equals(origin)) {
            throw new IllegalArgumentException("the key of a log has its name");
        }
        return SignedNote.sign(text(), key).toBytes();
    }
}
