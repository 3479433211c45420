package io.gapura.filters.audit.tlog;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Up to 256 entries in one file, each behind its length in two bytes, most significant first (C2SP tlog-tiles). An entry
 * has at most 65,535 bytes.
 */
public final class EntryBundle {
    /** What one entry can have. */
    public static final int LONGEST = 65_535;

    static final int MOST_BYTES = TilePath.FULL * (LONGEST + 2);

    private EntryBundle() {}

    public static byte[] encode(List<byte[]> entries) {
        if (entries.isEmpty() || entries.size() > TilePath.FULL) {
            throw new IllegalArgumentException("a bundle has 1 to 256 entries");
        }
        ByteArrayOutputStream bundle = new ByteArrayOutputStream(entries.size() * 768);
        for (byte[] entry : entries) {
            if (entry.length > LONGEST) {
                throw new IllegalArgumentException("an entry has at most 65,535 bytes");
            }
            bundle.write(entry.length >> 8);
            bundle.write(entry.length);
            bundle.write(entry, 0, entry.length);
        }
        return bundle.toByteArray();
    }

    /** Refuses what ends inside an entry, has more than 256 or none. */
    public static List<byte[]> decode(byte[] bundle) throws NotProvenException {
        List<byte[]> entries = new ArrayList<>();
        int at = 0;
        while (at < bundle.length) {
            if (entries.size() == TilePath.FULL || bundle.length - at < 2) {
                throw new NotProvenException("entry bundle has not its shape");
            }
            int length = (bundle[at] & 0xFF) << 8 | bundle[at + 1] & 0xFF;
            at += 2;
            if (bundle.length - at < length) {
                throw new NotProvenException("entry bundle ends inside an entry");
            }
            byte[] entry = new byte[length];
            System.arraycopy(bundle, at, entry, 0, length);
            entries.add(entry);
            at += length;
        }
        if (entries.isEmpty()) {
            throw new NotProvenException("entry bundle is empty");
        }
        return entries;
    }
}
