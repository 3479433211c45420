package io.gapura.filters.audit.tlog;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Text that keys have signed (C2SP signed-note 1.0). The text counts for nothing before {@link #verified}.
 *
 * <p>Read as hostile input: at most 16 KiB and 64 signatures, UTF-8, no control character but line feeds, exact base64.
 */
public final class SignedNote {
    /** Bytes of a whole note. */
    public static final int LONGEST = 16_384;

    private static final int MOST_SIGNATURES = 64;
    private static final String DASH = "\u2014";

    private final String text;
    private final List<Line> signatures;

    /** One signature. */
    private record Line(String name, int id, ByteBuffer signature) {
        static Line parse(String line) throws NotProvenException {
            String[] parts = line.split(" ", -1);
            if (parts.length != 3 || !parts[0].equals(DASH) || !NoteVerifier.isName(parts[1])) {
                throw new NotProvenException("signature line has not its shape");
            }
            byte[] bytes = ExactBase64.decode(parts[2], "signature");
            if (bytes.length < 5) {
                throw new NotProvenException("signature is too short");
            }
            return new Line(
                    parts[1],
                    ByteBuffer.wrap(bytes).getInt(),
                    ByteBuffer.wrap(bytes, 4, bytes.length - 4).slice());
        }

        byte[] bytes() {
            byte[] bytes = new byte[signature.remaining()];
            signature.duplicate().get(bytes);
            return bytes;
        }

        boolean isBy(Cosigner witness) {
            return id == witness.id() && name.equals(witness.name());
        }

        boolean isBy(NoteVerifier key) {
            return id == key.id() && name.equals(key.name());
        }

        String text() {
            byte[] bytes = ByteBuffer.allocate(4 + signature.remaining())
                    .putInt(id)
                    .put(signature.duplicate())
                    .array();
            return DASH + " " + name + " " + ExactBase64.encode(bytes) + "\n";
        }
    }

    private SignedNote(String text, List<Line> signatures) {
        this.text = text;
        this.signatures = List.copyOf(signatures);
    }

    /** A text that ends with a line feed, signed by each of the keys. */
    public static SignedNote sign(String text, NoteKey... keys) {
        if (!text.endsWith("\n") || !isClean(text)) {
            throw new IllegalArgumentException("the text of a note is lines that end with line feeds");
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        List<Line> lines = new ArrayList<>();
        for (NoteKey key : keys) {
            lines.add(new Line(key.verifier().name(), key.verifier().id(), ByteBuffer.wrap(key.sign(bytes))));
        }
        return new SignedNote(text, lines);
    }

    /** Text, an empty line, and at least one signature line. */
    public static SignedNote parse(byte[] note) throws NotProvenException {
        if (note.length > LONGEST) {
            throw new NotProvenException("note is larger than 16 KiB");
        }
        String whole = utf8(note);
        int empty = whole.lastIndexOf("\n\n");
        if (!isClean(whole) || empty < 0 || !whole.endsWith("\n")) {
            throw new NotProvenException("note has not its shape");
        }
        return new SignedNote(whole.substring(0, empty + 1), lines(whole.substring(empty + 2)));
    }

    private static String utf8(byte[] note) throws NotProvenException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(note))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new NotProvenException("note is not UTF-8");
        }
    }

    private static boolean isClean(String text) {
        return text.chars().noneMatch(c -> c < 0x20 && c != '\n');
    }

    private static List<Line> lines(String block) throws NotProvenException {
        String[] split = block.split("\n", -1); // the last one is what is behind the last line feed: nothing
        if (split.length < 2 || split.length > MOST_SIGNATURES + 1) {
            throw new NotProvenException("note has no signature, or more than 64");
        }
        List<Line> lines = new ArrayList<>();
        for (String line : Arrays.asList(split).subList(0, split.length - 1)) {
            lines.add(Line.parse(line));
        }
        return lines;
    }

    /**
     * The text, if at least one of these keys has signed it, each of them once and none wrongly. Signatures by others are
     * passed over, also when they share name or id, but not both, with one of these.
     */
    public String verified(List<NoteVerifier> keys) throws NotProvenException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Set<NoteVerifier> good = new HashSet<>();
        for (Line line : signatures) {
            for (NoteVerifier key : keys) {
                if (line.isBy(key)) {
                    if (!key.verifies(bytes, line.bytes())) {
                        throw new NotProvenException("signature by a known key is wrong");
                    }
                    if (!good.add(key)) {
                        throw new NotProvenException("note is signed twice by a known key");
                    }
                }
            }
        }
        if (good.isEmpty()) {
            throw new NotProvenException("note is not signed by a known key");
        }
        return text;
    }

    /**
     * The same with what a witness has signed below it.
     *
     * @param signatureLines as it has answered; those of others are passed over
     */
    public SignedNote cosigned(byte[] signatureLines, Cosigner witness) throws NotProvenException {
        List<Line> all = new ArrayList<>(signatures);
        boolean found = false;
        for (Line line : lines(utf8(signatureLines))) {
            if (line.isBy(witness)) {
                if (found) {
                    throw new NotProvenException("note is signed twice by the witness");
                }
                witness.verified(text, line.bytes());
                all.add(line);
                found = true;
            }
        }
        if (!found) {
            throw new NotProvenException("note is not signed by the witness");
        }
        return new SignedNote(text, all);
    }

    /** When that witness has signed it; refuses a note that it has not. */
    public Instant cosigned(Cosigner witness) throws NotProvenException {
        return cosignedBy(witness).orElseThrow(() -> new NotProvenException("note is not signed by the witness"));
    }

    /** The same; empty when it does not claim to be signed by that witness, and refused when it does so falsely or twice. */
    public Optional<Instant> cosignedBy(Cosigner witness) throws NotProvenException {
        Optional<Instant> time = Optional.empty();
        for (Line line : signatures) {
            if (line.isBy(witness)) {
                if (time.isPresent()) {
                    throw new NotProvenException("note is signed twice by the witness");
                }
                time = Optional.of(witness.verified(text, line.bytes()));
            }
        }
        return time;
    }

    /** Whether this key claims to have signed it; that it did, only {@link #verified} says. */
    public boolean claims(NoteVerifier key) {
        return signatures.stream().anyMatch(line -> line.isBy(key));
    }

    /** The text that nobody has verified: for finding out whose it claims to be. */
    String unverified() {
        return text;
    }

    public byte[] toBytes() {
        ByteArrayOutputStream note = new ByteArrayOutputStream();
        note.writeBytes((text + "\n").getBytes(StandardCharsets.UTF_8));
        signatures.forEach(line -> note.writeBytes(line.text().getBytes(StandardCharsets.UTF_8)));
        return note.toByteArray();
    }
}
