package io.gapura.validation.files;

import io.gapura.filters.RefusedException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A kind of file that can be told by its bytes: where it begins, how it is built, and where it ends. What is not here
 * (HTML, SVG and other XML, programs, other archives) cannot be accepted by name alone, and so not at all.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists cannot be changed, and the walkers hold nothing
public enum FileType {
    PNG(Kind.IMAGE, Rasters::png, "image/png", List.of("png")),
    JPEG(Kind.IMAGE, Photos::jpeg, "image/jpeg", List.of("jpg", "jpeg"), "image/jpg"),
    GIF(Kind.IMAGE, Rasters::gif, "image/gif", List.of("gif")),
    WEBP(Kind.IMAGE, Photos::webp, "image/webp", List.of("webp")),
    BMP(Kind.IMAGE, Rasters::bmp, "image/bmp", List.of("bmp"), "image/x-ms-bmp"),
    TIFF(Kind.IMAGE, Tiff::read, "image/tiff", List.of("tif", "tiff")),
    /** Without scripts, launchers, forms that are sent, attached files and encryption. */
    PDF(Kind.OTHER, Pdf::inert, "application/pdf", List.of("pdf")),
    /** Whatever acts in it, a viewer may run: for those who forward such files and never open them. */
    PDF_WITH_ACTIVE_CONTENT(Kind.OTHER, Pdf::any, "application/pdf", List.of("pdf")),
    /** Read by {@link SafeArchive}, within its default limits. */
    ZIP(Kind.ZIP, Packages::zip, "application/zip", List.of("zip"), "application/x-zip-compressed"),
    DOCX(Kind.ZIP, Packages.openXml("word/"), Kind.OOXML + "wordprocessingml.document", List.of("docx")),
    XLSX(Kind.ZIP, Packages.openXml("xl/"), Kind.OOXML + "spreadsheetml.sheet", List.of("xlsx")),
    PPTX(Kind.ZIP, Packages.openXml("ppt/"), Kind.OOXML + "presentationml.presentation", List.of("pptx")),
    ODT(Kind.ZIP, Packages.openDocument("text"), Kind.ODF + "text", List.of("odt")),
    ODS(Kind.ZIP, Packages.openDocument("spreadsheet"), Kind.ODF + "spreadsheet", List.of("ods")),
    ODP(Kind.ZIP, Packages.openDocument("presentation"), Kind.ODF + "presentation", List.of("odp")),
    GZIP(Kind.OTHER, Gzip::read, "application/gzip", List.of("gz"), "application/x-gzip"),
    MP4(Kind.OTHER, Media::mp4, "video/mp4", List.of("mp4", "m4v"), "video/x-m4v"),
    MP3(Kind.OTHER, Media::mp3, "audio/mpeg", List.of("mp3"), "audio/mp3"),
    TEXT(Kind.OTHER, PlainUtf8::read, "text/plain", List.of("txt")),
    CSV(Kind.OTHER, PlainUtf8::read, "text/csv", List.of("csv"), "application/csv"),
    MARKDOWN(Kind.OTHER, PlainUtf8::read, "text/markdown", List.of("md"));

    private enum Kind {
        IMAGE,
        ZIP,
        OTHER;

        static final String OOXML = "application/vnd.openxmlformats-officedocument.";
        static final String ODF = "application/vnd.oasis.opendocument.";
    }

    private final Kind kind;
    private final Format format;
    private final String mediaType;
    private final List<String> extensions;
    private final List<String> alsoCalled;

    FileType(Kind kind, Format format, String mediaType, List<String> extensions, String... alsoCalled) {
        this.kind = kind;
        this.format = format;
        this.mediaType = mediaType;
        this.extensions = extensions;
        this.alsoCalled = List.of(alsoCalled);
    }

    /**
     * What the first bytes say, and of a ZIP the names of its entries; empty when they say nothing that is known here.
     * Text is {@link #TEXT}, a PDF is {@link #PDF}. No word on whether the rest keeps to it.
     */
    public static Optional<FileType> detect(byte[] content) {
        try {
            return detect(Window.of(content));
        } catch (IOException cut) {
            return Optional.empty();
        }
    }

    static Optional<FileType> detect(Window content) throws IOException {
        Optional<FileType> type = Magic.of(content);
        return type.isPresent() && type.get() == ZIP ? Optional.of(archive(content)) : type;
    }

    /** A ZIP is an office document when it is one in all. */
    private static FileType archive(Window content) throws IOException {
        for (FileType candidate : List.of(DOCX, XLSX, PPTX, ODT, ODS, ODP)) {
            if (Magic.mayBe(content, candidate)) {
                try {
                    candidate.format.glance(content);
                    return candidate;
                } catch (BrokenFormatException | RefusedException another) {
                    return ZIP;
                }
            }
        }
        return ZIP;
    }

    /** The one under which it is served. */
    public String mediaType() {
        return mediaType;
    }

    /** In lower case, the usual one first. */
    public List<String> extensions() {
        return extensions;
    }

    /** Whether {@link ImageHeader} knows it. */
    public boolean isImage() {
        return kind == Kind.IMAGE;
    }

    /** Whether clients call it by that media type, in lower case and without parameters. */
    public boolean isCalled(String declared) {
        return mediaType.equals(declared) || alsoCalled.contains(declared);
    }

    /** Whether it is a ZIP, whatever is in it. */
    boolean isArchive() {
        return kind == Kind.ZIP;
    }

    Format format() {
        return format;
    }

    /** Whether the first bytes are of this type: text is of any kind of text, an office document a ZIP. */
    boolean begins(Window content) throws IOException {
        FileType seen = Magic.of(content).orElse(null);
        FileType expected = switch (this) {
            case CSV, MARKDOWN -> TEXT;
            case PDF_WITH_ACTIVE_CONTENT -> PDF;
            default -> kind == Kind.ZIP ? ZIP : this;
        };
        return seen == expected;
    }
}
