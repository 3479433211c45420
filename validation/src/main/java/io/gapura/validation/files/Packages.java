package io.gapura.validation.files;

import static io.gapura.validation.files.BrokenFormatException.require;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** ZIP, and the office documents that are ZIP: told apart by their entries, never with macros. */
final class Packages {
    private static final String OPEN_DOCUMENT = "application/vnd.oasis.opendocument.";
    private static final int MOST_PARTS = 2_000;

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
        return new Document((content, names) -> {
            require(names.contains("[Content_Types].xml"), "no content types");
            require(names.stream().anyMatch(name -> name.startsWith(folder)), "no main part");
            require(names.stream().noneMatch(Packages::isMacro), "macros");
        });
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
        return new Document((content, names) -> {
            require(content.u16le(8) == 0 && names.get(0).equals("mimetype"), "no media type");
            int length = (int) Math.min(100, content.u32le(18));
            String type = content.latin1(38L + content.u16le(28), length);
            require(type.equals(OPEN_DOCUMENT + kind) && names.contains("content.xml"), "another document");
            require(
                    names.stream().noneMatch(name -> name.startsWith("Basic/") || name.startsWith("Scripts/")),
                    "macros");
        });
    }

    /** What the names of its entries have to be. */
    @FunctionalInterface
    private interface Parts {
        void check(Window content, List<String> names) throws IOException;
    }

    /** An office document: whole it is only when every entry comes out; its kind the names of the entries tell. */
    private record Document(Parts parts) implements Format {
        @Override
        public Facts read(Window content) throws IOException {
            try (SafeArchive archive = open(content)) {
                archive.forEach((entry, in) -> {});
                check(content, archive);
            }
            return Facts.until(content.length());
        }

        @Override
        public void glance(Window content) throws IOException {
            try (SafeArchive archive = open(content)) {
                check(content, archive);
            }
        }

        private void check(Window content, SafeArchive archive) throws IOException {
            require(!archive.entries().isEmpty(), "empty");
            parts.check(
                    content, archive.entries().stream().map(ArchiveEntry::name).toList());
        }

        private static SafeArchive open(Window content) throws IOException {
            ArchiveLimits usual = ArchiveLimits.defaults();
            ArchiveLimits limits = new ArchiveLimits(MOST_PARTS, usual.maxUnpacked(), usual.maxRatio());
            return SafeArchive.within(content, limits, EntryNames.PACKAGE);
        }
    }
}
