package io.gapura.filters.audit;

import io.gapura.filters.AuditClass;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Encoded events beside each other, as they wait for the writer: 256 KiB at most with its tables, used again and again.
 * Filled by one thread at a time, then read by the writer alone.
 */
final class Chunk {
    /** With its tables below, what one chunk costs. */
    static final int BYTES = 256 * 1_024;

    private static final int ROOM = 224 * 1_024;
    private static final int MOST = 640;

    private final byte[] bytes;
    private final int[] starts;
    private final int[] attestationGaps;
    private final int[] metadataGaps;
    private final int[] typeUids;
    private final int[] tenantLengths;
    private final long[] missing;
    private final long[] times;
    private final AuditClass[] classes;
    private final @Nullable Receipt[] receipts;
    private int count;

    private Chunk(int room, int most) {
        bytes = new byte[room];
        starts = new int[most + 1];
        attestationGaps = new int[most];
        metadataGaps = new int[most];
        typeUids = new int[most];
        tenantLengths = new int[most];
        missing = new long[most];
        times = new long[most];
        classes = new AuditClass[most];
        receipts = new Receipt[most];
    }

    static Chunk empty() {
        return new Chunk(ROOM, MOST);
    }

    /** For events of the log itself, which the writer makes. */
    static Chunk ofOne(Line line) {
        Chunk chunk = new Chunk(line.size(), 1);
        chunk.add(line, null);
        return chunk;
    }

    /** False when it is full. */
    boolean add(Line line, @Nullable Receipt receipt) {
        int start = starts[count];
        if (count == classes.length || bytes.length - start < line.size()) {
            return false;
        }
        line.copyTo(bytes, start);
        attestationGaps[count] = line.attestationGap();
        metadataGaps[count] = line.metadataGap();
        typeUids[count] = line.typeUid();
        tenantLengths[count] = line.tenantLength();
        missing[count] = line.missing();
        times[count] = line.time();
        classes[count] = line.auditClass();
        receipts[count] = receipt;
        starts[++count] = start + line.size();
        return true;
    }

    int count() {
        return count;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where the event's id begins; tenant and canonical form follow. */
    int start(int event) {
        return starts[event];
    }

    int end(int event) {
        return starts[event + 1];
    }

    int attestationGap(int event) {
        return attestationGaps[event];
    }

    int metadataGap(int event) {
        return metadataGaps[event];
    }

    int typeUid(int event) {
        return typeUids[event];
    }

    int tenantLength(int event) {
        return tenantLengths[event];
    }

    long missing(int event) {
        return missing[event];
    }

    /** Of the event, in ms. */
    long time(int event) {
        return times[event];
    }

    AuditClass auditClass(int event) {
        return classes[event];
    }

    @Nullable
    Receipt receipt(int event) {
        return receipts[event];
    }

    void clear() {
        Arrays.fill(receipts, 0, count, null);
        count = 0;
    }
}
