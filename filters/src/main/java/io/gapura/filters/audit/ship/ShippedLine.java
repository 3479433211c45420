package io.gapura.filters.audit.ship;

import io.gapura.filters.audit.tlog.TreeHash;
import io.gapura.filters.json.StrictObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One stored line on its way to another place. ({@link #chain}, {@link #sequence}) is what a place knows it again by;
 * the leaf hash is what a proof of the log is about. Immutable and thread-safe.
 */
public final class ShippedLine {
    private final String chain;
    private final long sequence;
    private final String uid;
    private final String fingerprint;
    private final byte[] line;
    private final TreeHash leaf;

    private ShippedLine(String chain, long sequence, String uid, String fingerprint, byte[] line) {
        this.chain = chain;
        this.sequence = sequence;
        this.uid = uid;
        this.fingerprint = fingerprint;
        this.line = line.clone();
        this.leaf = TreeHash.ofLeaf(line);
    }

    /**
     * A line whose members were read and found right before.
     *
     * @param chain the name of its log
     * @param uid of the event
     * @param fingerprint in hex
     * @param line without line feed
     */
    public static ShippedLine of(String chain, long sequence, String uid, String fingerprint, byte[] line) {
        return new ShippedLine(chain, sequence, uid, fingerprint, line);
    }

    /** {@code chain_uid}: the name of the log. */
    public String chain() {
        return chain;
    }

    /** {@code metadata.sequence}: the place in the log, which is the index of the leaf. */
    public long sequence() {
        return sequence;
    }

    /** {@code metadata.uid}: a UUIDv7 of the event. */
    public String uid() {
        return uid;
    }

    /** SHA-256 of the canonical event in hex, as the next line repeats it. */
    public String fingerprint() {
        return fingerprint;
    }

    /** RFC 6962 leaf hash of the line. */
    public TreeHash leaf() {
        return leaf;
    }

    /** The stored bytes without line feed, a copy. */
    public byte[] bytes() {
        return line.clone();
    }

    /** The stored bytes as text: UTF-8, one line. */
    public String text() {
        return new String(line, StandardCharsets.UTF_8);
    }

    /** What it says, member by member; {@link IOException} when it is no strict JSON object. */
    public Map<String, Object> event() throws IOException {
        return StrictObject.read(line);
    }

    /** Of the stored bytes. */
    public int length() {
        return line.length;
    }
}
