package io.gapura.filters.audit.tlog;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * All that shows one entry to be in a log, in one file for people who have the log's public key and nothing else
 * ({@code c2sp.org/tlog-proof@v1}): its place, the inclusion proof and the checkpoint.
 *
 * @param index of the entry
 * @param hashes of the inclusion proof
 * @param extra what the maker added; nothing vouches for it
 * @param note the checkpoint as the log signed it
 */
public record LogProof(long index, List<TreeHash> hashes, Optional<byte[]> extra, String note) {
    private static final String HEAD = "c2sp.org/tlog-proof@v1";
    private static final int LONGEST = SignedNote.LONGEST + 8_192;

    public LogProof {
        hashes = List.copyOf(hashes);
    }

    public static LogProof of(InclusionProof proof, byte[] note) {
        return new LogProof(proof.index(), proof.hashes(), Optional.empty(), new String(note, StandardCharsets.UTF_8));
    }

    /** Reads a file of at most 24 KiB. */
    public static LogProof parse(byte[] file) throws NotProvenException {
        if (file.length > LONGEST) {
            throw new NotProvenException("proof is larger than 24 KiB");
        }
        String text = utf8(file);
        int empty = text.indexOf("\n\n");
        if (empty < 0) {
            throw new NotProvenException("proof has not its shape");
        }
        List<String> lines =
                new ArrayList<>(Arrays.asList(text.substring(0, empty).split("\n", -1)));
        if (!lines.remove(0).equals(HEAD)) {
            throw new NotProvenException("proof is not a " + HEAD);
        }
        Optional<byte[]> extra = Optional.empty();
        if (!lines.isEmpty() && lines.get(0).startsWith("extra ")) {
            extra = Optional.of(ExactBase64.decode(lines.remove(0).substring(6), "extra data"));
        }
        if (lines.isEmpty() || !lines.get(0).startsWith("index ") || lines.size() > InclusionProof.MOST + 1) {
            throw new NotProvenException("proof has not its shape");
        }
        long index = Ascii.number(lines.remove(0).substring(6), "index");
        List<TreeHash> hashes = new ArrayList<>();
        for (String line : lines) {
            hashes.add(TreeHash.ofBase64(line));
        }
        return new LogProof(index, hashes, extra, text.substring(empty + 2));
    }

    private static String utf8(byte[] file) throws NotProvenException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new NotProvenException("proof is not UTF-8");
        }
    }

    /**
     * The checkpoint under which the entry is, or a refusal.
     *
     * @param log the key of the log
     */
    public Checkpoint check(byte[] entry, NoteVerifier log) throws NotProvenException {
        Checkpoint checkpoint = Checkpoint.open(note.getBytes(StandardCharsets.UTF_8), log);
        if (index >= checkpoint.size()) {
            throw new NotProvenException("entry is behind the checkpoint");
        }
        new InclusionProof(index, checkpoint.size(), hashes).check(TreeHash.ofLeaf(entry), checkpoint.root());
        return checkpoint;
    }

    public byte[] toBytes() {
        StringBuilder file = new StringBuilder(HEAD).append('\n');
        extra.ifPresent(
                bytes -> file.append("extra ").append(ExactBase64.encode(bytes)).append('\n'));
        file.append("index ").append(index).append('\n');
        hashes.forEach(hash -> file.append(hash.base64()).append('\n'));
        return file.append('\n').append(note).toString().getBytes(StandardCharsets.UTF_8);
    }
}
