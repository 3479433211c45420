package io.gapura.validation.files;

import static io.gapura.validation.files.BrokenFormatException.require;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** ZIP, and the office documents that are ZIP: told apart by their entries, never with macros. */
final class Packages {
    private static final String OPEN_DOCUMENT = "application/vnd.oasis.opendocument.";

    private Packages() {}

    /** An archive whose every entry comes out whole and within the default limits. */
    static Format.Facts zip(Window content) throws IOException {
        try (SafeArchive archive = SafeArchive.within(content, ArchiveLimits.defaults(), EntryNames.STRICT)) {
            archive.forEach((entry, in) -> {});
        }
        return Format.Facts.until(content.length());
    }

    /**
     * ECMA-376 part 2.
     *
     * @param folder where the main part is: {@code word/}, {@code xl/}, {@code ppt/}
     */
    static Format openXml(String folder) {
        return content -> {
            List<String> names = whole(content);
            require(names.contains("[Content_Types].xml"), "no content types");
            require(names.stream().anyMatch(name -> name.startsWith(folder)), "no main part");
            require(names.stream().noneMatch(Packages::isMacro), "macros");
            return Format.Facts.until(content.length());
        };
    }

    private static boolean isMacro(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.contains("vbaproject") || lower.contains("vbadata") || lower.contains("/activex/");
    }

    /**
     * ISO 26300-3: the first entry is {@code mimetype}, stored, and holds it.
     *
     * @param kind {@code text}, {@code spreadsheet}, {@code presentation}
     */
    static Format openDocument(String kind) {
        return content -> {
            List<String> names = whole(content);
            require(content.u16le(8) == 0 && names.get(0).equals("mimetype"), "no media type");
            int length = (int) Math.min(100, content.u32le(18));
            String type = content.latin1(38L + content.u16le(28), length);
            require(type.equals(OPEN_DOCUMENT + kind) && names.contains("content.xml"), "another document");
            require(
                    names.stream().noneMatch(name -> name.startsWith("Basic/") || name.startsWith("Scripts/")),
                    "macros");
            return Format.Facts.until(content.length());
        };
    }

    private static List<String> whole(Window content) throws IOException {
        ArchiveLimits limits = new ArchiveLimits(
                2_000,
                ArchiveLimits.defaults().maxUnpacked(),
                ArchiveLimits.defaults().maxRatio());
        try (SafeArchive archive = SafeArchive.within(content, limits, EntryNames.PACKAGE)) {
            archive.forEach((entry, in) -> {});
            require(!archive.entries().isEmpty(), "empty");
            return archive.entries().stream().map(ArchiveEntry::name).toList();
        }
    }
}
