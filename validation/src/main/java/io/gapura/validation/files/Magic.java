package io.gapura.validation.files;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table of first bytes: each row stands on the bytes at its place alone, and text is what no row knows. */
final class Magic {
    private record Row(FileType type, int at, String bytes) {}

    private static final List<Row> TABLE = List.of(
            new Row(FileType.PNG, 0, Rasters.PNG_SIGNATURE),
            new Row(FileType.JPEG, 0, "\u00FF\u00D8\u00FF"),
            new Row(FileType.GIF, 0, "GIF87a"),
            new Row(FileType.GIF, 0, "GIF89a"),
            new Row(FileType.TIFF, 0, "II*\0"),
            new Row(FileType.TIFF, 0, "MM\0*"),
            new Row(FileType.PDF, 0, "%PDF-"),
            new Row(FileType.ZIP, 0, "PK\u0003\u0004"),
            new Row(FileType.GZIP, 0, "\u001F\u008B\b"),
            new Row(FileType.MP3, 0, "ID3"));

    /** Where the main part of an office document is; the first entry of an OpenDocument says it. */
    private static final Map<FileType, String> PARTS =
            Map.of(FileType.DOCX, "word/", FileType.XLSX, "xl/", FileType.PPTX, "ppt/");

    private Magic() {}

    static Optional<FileType> of(Window content) throws IOException {
        for (Row row : TABLE) {
            if (content.matches(row.at(), row.bytes())) {
                return Optional.of(row.type());
            }
        }
        if (content.matches(0, "RIFF") && content.matches(8, "WEBP")) {
            return Optional.of(FileType.WEBP);
        }
        // Two letters are no sign: a text may begin with them. The fields behind must be those of the format.
        if (content.matches(0, "BM") && content.has(14, 4) && content.u32le(6) == 0 && content.u8(15) == 0) {
            return Optional.of(FileType.BMP);
        }
        if (Media.isMp4(content)) {
            return Optional.of(FileType.MP4);
        }
        if (Media.isMp3(content)) {
            return Optional.of(FileType.MP3);
        }
        return PlainUtf8.begins(content) ? Optional.of(FileType.TEXT) : Optional.empty();
    }

    /** Whether the directory of a ZIP has what that office document cannot be without. */
    static boolean mayBe(Window content, FileType document) throws IOException {
        String part = PARTS.get(document);
        if (part == null) {
            return content.matches(30, "mimetype" + document.mediaType());
        }
        long end = content.length() - ZipDirectory.END_SIZE;
        if (end < 0 || content.u32le(end) != ZipDirectory.END) {
            return false;
        }
        long at = content.u32le(end + 16);
        int count = content.u16le(end + 10);
        for (int i = 0; i < count && content.has(at, 46) && content.u32le(at) == ZipDirectory.CENTRAL; i++) {
            if (content.matches(at + 46, part)) {
                return true;
            }
            at += 46L + content.u16le(at + 28) + content.u16le(at + 30) + content.u16le(at + 32);
        }
        return false;
    }
}
