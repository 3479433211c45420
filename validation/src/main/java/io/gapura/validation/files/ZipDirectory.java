package io.gapura.validation.files;

import static io.gapura.validation.files.BrokenFormatException.require;

import io.gapura.filters.RefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the three records in which a ZIP archive says the same thing, and refuses it when they differ: which of them a
 * reader believes is its own affair.
 */
final class ZipDirectory {
    static final long LOCAL = 0x04034b50;
    static final long CENTRAL = 0x02014b50;
    static final long END = 0x06054b50;
    static final int END_SIZE = 22;

    private static final long DESCRIPTOR = 0x08074b50;
    private static final int ENCRYPTED = 0x2041;
    private static final int DEFERRED = 0x0008;
    private static final int UTF8 = 0x0800;
    private static final int HARMLESS = 0x0006 | DEFERRED | UTF8;
    private static final int UNIX = 3;
    private static final int ZIP64 = 0x0001;
    private static final int UNICODE_PATH = 0x7075;

    private final Window content;
    private final ArchiveLimits limits;
    private final EntryNames names;
    private final Set<String> taken = new HashSet<>();
    private final Set<String> parents = new HashSet<>();
    private final Set<String> files = new HashSet<>();

    /** One line of the central directory; where it is, and where its local header is. */
    private record Line(long at, long local) {}

    ZipDirectory(Window content, ArchiveLimits limits, EntryNames names) {
        this.content = content;
        this.limits = limits;
        this.names = names;
    }

    List<ArchiveEntry> entries() throws IOException {
        long end = content.length() - END_SIZE;
        require(end >= 0 && content.u32le(end) == END, "end record");
        int count = content.u16le(end + 10);
        require(content.u32le(end + 4) == 0 && content.u16le(end + 8) == count, "several disks");
        if (count > limits.maxEntries()) {
            throw refused(FileViolation.ARCHIVE_COUNT);
        }
        long begin = content.u32le(end + 16);
        List<Line> lines = lines(begin, end, count);
        require(content.u16le(end + 20) == 0 && begin + content.u32le(end + 12) == end, "central directory");
        return entries(lines, begin);
    }

    static RefusedException refused(FileViolation violation) {
        return new RefusedException(violation.rejection());
    }

    private List<Line> lines(long begin, long end, int count) throws IOException {
        List<Line> lines = new ArrayList<>(count);
        long at = begin;
        for (int i = 0; i < count; i++) {
            require(content.u32le(at) == CENTRAL, "central header");
            lines.add(new Line(at, content.u32le(at + 42)));
            require(content.u16le(at + 32) == 0, "comment");
            at += 46L + content.u16le(at + 28) + content.u16le(at + 30);
        }
        require(at == end, "central directory");
        return lines;
    }

    /** In the order in which they lie: each must begin where the one before it ends. */
    private List<ArchiveEntry> entries(List<Line> lines, long end) throws IOException {
        List<Line> inOrder = new ArrayList<>(lines);
        inOrder.sort(Comparator.comparingLong(Line::local));
        List<ArchiveEntry> entries = new ArrayList<>(lines.size());
        long declared = 0;
        long at = 0;
        for (Line line : inOrder) {
            require(line.local() == at, "gap or overlap");
            ArchiveEntry entry = entry(line);
            entries.add(entry);
            declared += entry.unpacked();
            at = pastEntry(line, entry);
        }
        require(at == end, "gap or overlap");
        if (declared > limits.maxUnpacked().toBytes()) {
            throw refused(FileViolation.ARCHIVE_SIZE);
        }
        return entries;
    }

    private ArchiveEntry entry(Line line) throws IOException {
        long central = line.at();
        long local = line.local();
        int flags = content.u16le(central + 8);
        int method = content.u16le(central + 10);
        requireReadable(flags, method);
        requireNoLink(central);
        requireSame(central, local, flags);
        int nameLength = content.u16le(central + 28);
        requireNoOtherReading(central + 46 + nameLength, content.u16le(central + 30));
        requireNoOtherReading(local + 30 + nameLength, content.u16le(local + 28));
        String name = name(central, flags);
        boolean directory = name.endsWith("/");
        long packed = content.u32le(central + 20);
        long unpacked = content.u32le(central + 24);
        require(!directory || unpacked == 0, "a directory with content");
        require(method == 8 || packed == unpacked, "sizes");
        long begin = local + 30 + nameLength + content.u16le(local + 28);
        return new ArchiveEntry(name, directory, packed, unpacked, content.u32le(central + 16), method == 8, begin);
    }

    private static void requireReadable(int flags, int method) throws IOException {
        if ((flags & ENCRYPTED) != 0 || method == 99) {
            throw refused(FileViolation.ARCHIVE_ENCRYPTED);
        }
        require((flags & ~HARMLESS) == 0 && (method == 0 || method == 8), "flags or method");
    }

    /** By the mode that Unix programs leave; those that leave none have none of these. */
    private void requireNoLink(long central) throws IOException {
        int kind = content.u16le(central + 40) & 0xF000;
        boolean ordinary = kind == 0 || kind == 0x8000 || kind == 0x4000;
        if (content.u8(central + 5) == UNIX && !ordinary) {
            throw refused(FileViolation.ARCHIVE_LINK);
        }
    }

    private void requireSame(long central, long local, int flags) throws IOException {
        require(content.u32le(local) == LOCAL, "local header");
        require(
                content.u16le(local + 6) == flags && content.u16le(local + 8) == content.u16le(central + 10),
                "flags or method differ");
        boolean deferred = (flags & DEFERRED) != 0;
        for (int field = 0; field < 12; field += 4) {
            long said = content.u32le(local + 14 + field);
            require(said == content.u32le(central + 16 + field) || deferred && said == 0, "sizes differ");
        }
        int length = content.u16le(central + 28);
        require(length == content.u16le(local + 26), "names differ");
        for (int i = 0; i < length; i++) {
            require(content.u8(central + 46 + i) == content.u8(local + 30 + i), "names differ");
        }
    }

    /** Extra fields that say something else than the header: another size, another name. */
    private void requireNoOtherReading(long from, int length) throws IOException {
        long at = from;
        while (at + 4 <= from + length) {
            int id = content.u16le(at);
            require(id != ZIP64 && id != UNICODE_PATH, "extra field");
            at += 4L + content.u16le(at + 2);
        }
        require(at == from + length, "extra field");
    }

    /** Unique however a file system compares names: after NFC, without case. */
    private String name(long central, int flags) throws IOException {
        String name = text(content.bytes(central + 46, content.u16le(central + 28)), (flags & UTF8) != 0);
        boolean directory = name.endsWith("/");
        String path = directory ? name.substring(0, name.length() - 1) : name;
        if (!names.allows(path)) {
            throw refused(FileViolation.ARCHIVE_PATH);
        }
        String folded = folded(path);
        boolean free = taken.add(folded) && (directory || !parents.contains(folded));
        for (int slash = folded.lastIndexOf('/'); slash > 0; slash = folded.lastIndexOf('/', slash - 1)) {
            String parent = folded.substring(0, slash);
            parents.add(parent);
            free &= !files.contains(parent);
        }
        if (!directory) {
            files.add(folded);
        }
        if (!free) {
            throw refused(FileViolation.ARCHIVE_PATH);
        }
        return name;
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    /** What is not marked as UTF-8 is of a code page that nobody can tell: ASCII is the same in all. */
    private static String text(byte[] name, boolean utf8) {
        try {
            return (utf8 ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII)
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name))
                    .toString();
        } catch (CharacterCodingException unknown) {
            throw refused(FileViolation.ARCHIVE_PATH);
        }
    }

    /** With sizes that were not known in front, they follow: the central directory has said them. */
    private long pastEntry(Line line, ArchiveEntry entry) throws IOException {
        long at = entry.begin() + entry.packed();
        require(at <= content.length(), "cut");
        if ((content.u16le(line.at() + 8) & DEFERRED) == 0) {
            return at;
        }
        long fields = content.u32le(at) == DESCRIPTOR ? at + 4 : at;
        boolean same = content.u32le(fields) == entry.checksum()
                && content.u32le(fields + 4) == entry.packed()
                && content.u32le(fields + 8) == entry.unpacked();
        require(same, "descriptor differs");
        return fields + 12;
    }
}
