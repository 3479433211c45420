package io.gapura.validation.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.RefusedException;
import io.gapura.filters.Rejection;
import io.gapura.filters.config.DataSize;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileTypeTest {
    static final Map<FileType, byte[]> SAMPLES = Samples.all();

    static FileRules only(FileType type) {
        return FileRules.allowing(type);
    }

    static Rejection refusal(FileRules rules, byte[] content, String name, String mediaType) {
        try {
            rules.verify(content, name, mediaType);
        } catch (RefusedException refused) {
            return refused.rejection();
        }
        throw new AssertionError("accepted");
    }

    static Rejection refusal(FileType type, byte[] content) {
        return refusal(only(type), content, Samples.name(type), type.mediaType());
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatIsWhatItSaysIsAccepted(FileType type) {
        assertThat(only(type).verify(SAMPLES.get(type), Samples.name(type), type.mediaType()))
                .isEqualTo(type);
    }

    @ParameterizedTest
    @EnumSource
    void aFileIsAcceptedWithoutADeclaredType(FileType type) {
        assertThat(only(type).verify(SAMPLES.get(type), Samples.name(type).toUpperCase(java.util.Locale.ROOT), null))
                .isEqualTo(type);
    }

    @ParameterizedTest
    @EnumSource
    void aFileOnDiskIsReadAsOneInMemory(FileType type, @TempDir Path directory) throws Exception {
        Path file = Files.write(directory.resolve("any"), SAMPLES.get(type));
        assertThat(only(type).verify(file, Samples.name(type), null)).isEqualTo(type);
        Files.write(file, Samples.concat(SAMPLES.get(type), new byte[] {1}));
        assertThatThrownBy(() -> only(type).verify(file, Samples.name(type), null))
                .isInstanceOf(RefusedException.class);
    }

    @ParameterizedTest
    @EnumSource
    void theBytesOfEveryOtherTypeAreRefused(FileType type) {
        SAMPLES.forEach((other, content) -> {
            boolean texts = isText(type) && isText(other);
            boolean active = type == FileType.PDF_WITH_ACTIVE_CONTENT && other == FileType.PDF;
            boolean archives = type == FileType.ZIP && other.isArchive();
            if (other != type && !texts && !active && !archives) {
                assertThat(refusal(type, content).reason())
                        .as("%s as %s", other, type)
                        .isEqualTo("upload.content");
            }
        });
    }

    private static boolean isText(FileType type) {
        return type.mediaType().startsWith("text/");
    }

    @ParameterizedTest
    @EnumSource
    void itIsDetectedByItsBytes(FileType type) {
        FileType expected = switch (type) {
            case CSV, MARKDOWN -> FileType.TEXT;
            case PDF_WITH_ACTIVE_CONTENT -> FileType.PDF;
            default -> type;
        };
        assertThat(FileType.detect(SAMPLES.get(type))).contains(expected);
    }

    @Test
    void anOfficeDocumentIsDetectedByTheNamesOfItsPartsAndNothingIsUnpacked() {
        byte[] document = SAMPLES.get(FileType.DOCX).clone();
        document[30 + "[Content_Types].xml".length()] ^= 0x40; // the first part is compressed no more
        assertThat(FileType.detect(document)).contains(FileType.DOCX);
        assertThat(refusal(FileType.DOCX, document).status()).isEqualTo(422);
        assertThat(FileType.detect(Samples.office("word/document.xml", "word/vbaProject.bin")))
                .contains(FileType.ZIP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\u007fELF\2\1\1",
                "MZ\0\u0003",
                "\0\0\0\0",
                "<svg xmlns='x'/>",
                " \n<html>",
                "<!doctype html>",
                "<?xml version='1.0'?>",
                "7z\u00bc\u00af\u0027\u001c",
                "Rar!\u001a\7\0",
                "\u00ca\u00fe\u00ba\u00be"
            })
    void whatIsNotInTheTableIsNotDetected(String content) {
        assertThat(FileType.detect(content.getBytes(StandardCharsets.ISO_8859_1)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aByteBehindTheEndIsRefused(FileType type) {
        byte[] longer = Samples.concat(SAMPLES.get(type), new byte[] {1});
        assertThat(refusal(type, longer).reason()).isIn("upload.content", "archive.header");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"TEXT", "CSV", "MARKDOWN"})
    void aFileCutAnywhereIsRefused(FileType type) {
        byte[] whole = SAMPLES.get(type);
        int blanks = type.name().startsWith("PDF") ? 1 : 0; // the line break behind %%EOF may be missing
        int filled = type == FileType.BMP || type == FileType.TIFF ? 3 : 0;
        for (int length = 0; length < whole.length - blanks - filled; length += length < 2_000 ? 1 : 97) {
            boolean another = type == FileType.MP4 && length == 36 || type == FileType.MP3 && length == 417;
            if (another) {
                continue; // without its last box or frame it is one all the same
            }
            byte[] cut = Samples.first(whole, length);
            assertThat(refusal(type, cut).status())
                    .as("%s cut at %d", type, length)
                    .isEqualTo(422);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ZIP", "DOCX", "XLSX", "PPTX", "ODT", "ODS", "ODP"})
    void anArchiveBehindTheEndIsRefused(FileType type) {
        byte[] polyglot = Samples.concat(SAMPLES.get(type), SAMPLES.get(FileType.ZIP));
        assertThat(refusal(type, polyglot).reason()).isEqualTo("upload.content");
    }

    @Test
    void anArchiveInALastCommentIsRefused() {
        byte[] jpeg = SAMPLES.get(FileType.JPEG);
        byte[] zip = SAMPLES.get(FileType.ZIP);
        zip = Samples.first(zip, zip.length);
        zip[zip.length - 2] = 2; // its own comment: the end marker of the image
        byte[] comment = ByteBuffer.allocate(4 + zip.length)
                .putShort((short) 0xFFFE)
                .putShort((short) (2 + zip.length))
                .put(zip)
                .array();
        byte[] polyglot =
                Samples.concat(Samples.first(jpeg, jpeg.length - 2), comment, new byte[] {(byte) 0xFF, (byte) 0xD9});
        assertThat(refusal(FileType.JPEG, polyglot).note()).contains("goes on behind its end");
        byte[] harmless = polyglot.clone();
        harmless[jpeg.length - 2 + 4 + zip.length - 22] = 'Q';
        assertThatCode(() -> only(FileType.JPEG).verify(harmless, "a.jpg", null))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "photo.png, image/gif, 415, media-type-refused, upload.type",
        "photo.png, image/svg+xml, 415, media-type-refused, upload.type",
        "photo.png, text/html, 415, media-type-refused, upload.type",
        "photo.png, image/png; q=1, 415, media-type-refused, upload.type",
        "photo.jpg, image/png, 422, content-refused, upload.content",
        "photo.gif, image/png, 422, content-refused, upload.filename",
        "photo.php.png, image/png, 422, content-refused, upload.filename",
        "../photo.png, image/png, 422, content-refused, upload.filename",
        "photo, image/png, 422, content-refused, upload.filename",
    })
    void whatIsSaidMustAgreeAndBeListed(String name, String mediaType, int status, String code, String word) {
        FileRules rules = FileRules.allowing(FileType.PNG, FileType.JPEG);
        assertThat(refusal(rules, SAMPLES.get(FileType.PNG), name, mediaType))
                .returns(status, Rejection::status)
                .returns(code, Rejection::code)
                .returns(word, Rejection::reason);
    }

    @ParameterizedTest
    @CsvSource({
        "'text/plain; charset=utf-8', true",
        "'Text/Plain;charset=\"UTF-8\"', true",
        "text/plain; charset=iso-8859-1, false",
        "text/plain; charset=utf-8; format=flowed, false",
        "text/html, false"
    })
    void textIsDeclaredAsUtf8OrWithoutACharset(String mediaType, boolean accepted) {
        if (accepted) {
            assertThat(only(FileType.TEXT).expected("a.txt", mediaType)).isEqualTo(FileType.TEXT);
        } else {
            assertThat(refusal(only(FileType.TEXT), new byte[] {'a'}, "a.txt", mediaType)
                            .status())
                    .isEqualTo(415);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<b>x", "\ufeff<html>", "a\0b", "a\u0007b", "a\u007fb", "a\u0085b"})
    void textThatIsMarkupOrHoldsControlsIsRefused(String content) {
        assertThat(refusal(FileType.TEXT, content.getBytes(StandardCharsets.UTF_8))
                        .reason())
                .isEqualTo("upload.content");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a < b", "<3 you", "< b", "\ufeffhello", "tab\tline\r\nfeed\f", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "<"})
    void textMayHoldWhatLooksLikeMarkupToNobody(String content) {
        assertThatCode(() -> only(FileType.TEXT).verify(content.getBytes(StandardCharsets.UTF_8), "a.txt", null))
                .doesNotThrowAnyException();
    }

    @Test
    void textMustBeWellFormedAtEveryPlace() {
        byte[] text = "é".repeat(6_000).getBytes(StandardCharsets.UTF_8);
        assertThatCode(() -> only(FileType.TEXT).verify(text, "a.txt", null)).doesNotThrowAnyException();
        for (int place : new int[] {0, 8_191, 8_192, text.length - 1}) {
            byte[] broken = text.clone();
            broken[place] = (byte) 0xC0;
            assertThat(refusal(FileType.TEXT, broken).reason()).isEqualTo("upload.content");
        }
        assertThat(refusal(FileType.TEXT, Samples.first(text, text.length - 1)).note())
                .contains("not UTF-8");
    }

    @Test
    void sizesAreHeldToTheByte() {
        byte[] text = "x".repeat(100).getBytes(StandardCharsets.UTF_8);
        FileRules rules = only(FileType.TEXT);
        assertThat(rules.maxBytes(DataSize.bytes(100)).verify(text, "a.txt", null))
                .isEqualTo(FileType.TEXT);
        assertThat(refusal(rules.maxBytes(DataSize.bytes(99)), text, "a.txt", null))
                .returns(413, Rejection::status)
                .returns("upload.size", Rejection::reason);
    }

    @ParameterizedTest
    @EnumSource(names = {"PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"})
    void pixelsAreHeldToThePixel(FileType type) {
        FileRules rules = only(type);
        assertThat(rules.maxPixels(1_200).verify(SAMPLES.get(type), Samples.name(type), null))
                .isEqualTo(type);
        assertThat(refusal(rules.maxPixels(1_199), SAMPLES.get(type), Samples.name(type), null)
                        .reason())
                .isEqualTo("upload.pixels");
        assertThat(ImageHeader.read(SAMPLES.get(type))).contains(new ImageHeader(40, 30, 1));
    }

    @Test
    void whatIsNoImageHasNoPixels() {
        assertThat(ImageHeader.read(SAMPLES.get(FileType.PDF))).isEqualTo(Optional.empty());
        assertThat(ImageHeader.read(new byte[0])).isEmpty();
    }

    @Test
    void rulesWithoutATypeOrWithTwoKindsOfPdfAreRefused() {
        assertThatThrownBy(() -> FileRules.allowing(FileType.PDF, FileType.PDF_WITH_ACTIVE_CONTENT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> only(FileType.PDF).maxBytes(DataSize.bytes(0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> only(FileType.PDF).maxPixels(0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(only(FileType.PDF)).isEqualTo(only(FileType.PDF)).isNotEqualTo(only(FileType.PNG));
    }
}
