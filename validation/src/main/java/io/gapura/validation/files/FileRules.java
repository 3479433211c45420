package io.gapura.validation.files;

import io.gapura.filters.RefusedException;
import io.gapura.filters.Rejection;
import io.gapura.filters.config.DataSize;
import io.gapura.validation.constraints.TextRules;
import io.gapura.validation.constraints.TextViolation;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which files are accepted: of what types, how large, images of how many pixels. The name, the declared type and the
 * bytes must say the same type; the bytes must be built as that type is, from the first to the last.
 *
 * <p>Immutable and thread-safe. Refuses with a {@link RefusedException} that carries one of {@link FileViolation}.
 */
public final class FileRules {
    private static final DataSize MAX_BYTES = DataSize.of("5MiB");
    private static final long MAX_PIXELS = 24_000_000;
    private static final int TAIL = 65_557;

    private final Set<FileType> types;
    private final Set<String> extensions;
    private final DataSize maxBytes;
    private final long maxPixels;

    private FileRules(Set<FileType> types, DataSize maxBytes, long maxPixels) {
        if (types.isEmpty() || maxBytes.toBytes() < 1 || maxPixels < 1) {
            throw new IllegalArgumentException("file rules need a type, at least one byte and at least one pixel");
        }
        if (types.contains(FileType.PDF) && types.contains(FileType.PDF_WITH_ACTIVE_CONTENT)) {
            throw new IllegalArgumentException("PDF and PDF_WITH_ACTIVE_CONTENT exclude each other");
        }
        this.types = types;
        this.extensions =
                types.stream().flatMap(type -> type.extensions().stream()).collect(Collectors.toUnmodifiableSet());
        this.maxBytes = maxBytes;
        this.maxPixels = maxPixels;
    }

    /** These types, of at most 5 MiB and 24 million pixels. */
    public static FileRules allowing(FileType first, FileType... others) {
        return new FileRules(EnumSet.of(first, others), MAX_BYTES, MAX_PIXELS);
    }

    /** The same with another bound for the bytes of one file. */
    public FileRules maxBytes(DataSize most) {
        return new FileRules(types, most, maxPixels);
    }

    /** The same with another bound for width × height × frames of an image. */
    public FileRules maxPixels(long most) {
        return new FileRules(types, maxBytes, most);
    }

    boolean allowsArchives() {
        return types.contains(FileType.ZIP) || types.contains(FileType.GZIP);
    }

    public DataSize maxBytes() {
        return maxBytes;
    }

    /**
     * What a file has to be, by what is said of it before a byte is read.
     *
     * @param name without a path
     * @param mediaType with parameters or not; null when none was declared
     */
    public FileType expected(String name, @Nullable String mediaType) {
        FileType called = mediaType == null ? null : called(mediaType);
        if (mediaType != null && called == null) {
            throw new RefusedException(FileViolation.UPLOAD_TYPE.rejection());
        }
        TextViolation broken = TextRules.filename(name, extensions);
        if (broken != null) {
            throw new RefusedException(FileViolation.UPLOAD_FILENAME.rejection().note(broken.word()));
        }
        FileType named = named(name);
        if (called != null && called != named) {
            throw content("extension and declared type disagree");
        }
        return named;
    }

    /** Of text only UTF-8 may be said, of others nothing. */
    private @Nullable FileType called(String mediaType) {
        String[] parts = mediaType.toLowerCase(Locale.ROOT).split(";", -1);
        String essence = parts[0].strip();
        for (FileType type : types) {
            if (type.isCalled(essence)) {
                boolean plain = parts.length == 1;
                boolean utf8 = parts.length == 2
                        && essence.startsWith("text/")
                        && List.of("charset=utf-8", "charset=\"utf-8\"").contains(parts[1].strip());
                return plain || utf8 ? type : null;
            }
        }
        return null;
    }

    private FileType named(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return types.stream()
                .filter(type -> type.extensions().contains(extension))
                .findFirst()
                .orElseThrow(() -> content("no type has the extension"));
    }

    static RefusedException content(String note) {
        Rejection plain = FileViolation.UPLOAD_CONTENT.rejection();
        return new RefusedException(plain.note(note));
    }

    /**
     * Checks a file that lies somewhere, such as one that another program has made.
     *
     * @return what it is
     * @throws RefusedException when it is none of what is accepted
     * @throws IOException when it cannot be read
     */
    public FileType verify(Path file, String name, @Nullable String mediaType) throws IOException {
        FileType expected = expected(name, mediaType);
        try (FileChannel channel = FileChannel.open(file)) {
            verify(Window.of(channel), expected);
        }
        return expected;
    }

    /** The same for a file in memory. */
    public FileType verify(byte[] content, String name, @Nullable String mediaType) {
        FileType expected = expected(name, mediaType);
        try {
            verify(Window.of(content), expected);
        } catch (IOException unreadable) {
            throw content("unreadable");
        }
        return expected;
    }

    void verify(Window content, FileType expected) throws IOException {
        if (content.length() > maxBytes.toBytes()) {
            throw new RefusedException(FileViolation.UPLOAD_SIZE.rejection());
        }
        if (!expected.begins(content)) {
            throw content("another type");
        }
        Format.Facts facts;
        try {
            facts = expected.format().read(content);
        } catch (BrokenFormatException broken) {
            throw content(String.valueOf(broken.getMessage()));
        }
        if (facts.end() != content.length() || hasHiddenArchive(content, expected)) {
            throw content("goes on behind its end");
        }
        if (facts.image() != null && facts.image().pixels() > maxPixels) {
            throw new RefusedException(FileViolation.UPLOAD_PIXELS.rejection());
        }
    }

    /** Archives are found from the end of a file: one may hide in the last comment of another format. */
    private static boolean hasHiddenArchive(Window content, FileType expected) throws IOException {
        if (expected.isArchive()) {
            return false;
        }
        long from = Math.max(0, content.length() - TAIL);
        long at = content.indexOf('P', from);
        while (at >= 0 && content.has(at, ZipDirectory.END_SIZE)) {
            if (content.u32le(at) == ZipDirectory.END
                    && content.u16le(at + 20) <= content.length() - at - ZipDirectory.END_SIZE
                    && content.u16le(at + 8) == content.u16le(at + 10)) {
                return true;
            }
            at = content.indexOf('P', at + 1);
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileRules that
                && types.equals(that.types)
                && maxBytes.equals(that.maxBytes)
                && maxPixels == that.maxPixels;
    }

    @Override
    public int hashCode() {
        return types.hashCode();
    }
}
