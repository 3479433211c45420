package io.gapura.validation.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each format may and may not do within itself. */
class FormatsTest {
    private static void accepted(FileType type, byte[] content) {
        assertThatCode(() -> FileRules.allowing(type).verify(content, Samples.name(type), null))
                .doesNotThrowAnyException();
    }

    private static void refused(FileType type, byte[] content, String note) {
        assertThat(FileTypeTest.refusal(type, content).note()).contains(note);
    }

    /** As many segments before the first scan as a walk meets, the end marker among them. */
    private static int segments(byte[] jpeg) {
        int at = 2;
        int count = 2;
        while ((jpeg[at + 1] & 0xFF) != 0xDA) {
            at += 2 + ((jpeg[at + 2] & 0xFF) << 8 | jpeg[at + 3] & 0xFF);
            count++;
        }
        return count;
    }

    private static byte[] withSegments(byte[] jpeg, byte[] segment, int times) {
        ByteBuffer many = ByteBuffer.allocate(segment.length * times);
        for (int i = 0; i < times; i++) {
            many.put(segment);
        }
        return Samples.concat(Samples.first(jpeg, 2), many.array(), java.util.Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /** What a walk costs is bounded by its steps, whatever the size of the file is. */
    @Test
    void aJpegOfMoreSegmentsThanAnybodyWritesIsRefused() {
        byte[] jpeg = Samples.image("jpg", 10, 10);
        byte[] comment = {(byte) 0xFF, (byte) 0xFE, 0, 2};
        byte[] filling = {(byte) 0xFF};
        int room = 10_000 - segments(jpeg);
        for (byte[] each : new byte[][] {comment, filling}) {
            accepted(FileType.JPEG, withSegments(jpeg, each, room));
            refused(FileType.JPEG, withSegments(jpeg, each, room + 1), "segments");
        }
    }

    /** Stuffed bytes, restarts and filling are data of a scan, however many there are. */
    @Test
    void aScanMayHoldWhatLooksLikeMarkers() {
        byte[] jpeg = Samples.image("jpg", 10, 10);
        byte[] looks = {(byte) 0xFF, 0, (byte) 0xFF, (byte) 0xD3, (byte) 0xFF, (byte) 0xFF, 0, 7};
        ByteBuffer many = ByteBuffer.allocate(looks.length * 20_000);
        for (int i = 0; i < 20_000; i++) {
            many.put(looks);
        }
        byte[] whole = Samples.concat(
                Samples.first(jpeg, jpeg.length - 2), many.array(), new byte[] {(byte) 0xFF, (byte) 0xD9});
        accepted(FileType.JPEG, whole);
        refused(FileType.JPEG, Samples.first(whole, whole.length - 1), "cut");
        refused(FileType.JPEG, Samples.first(whole, whole.length - 2), "cut");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/S /JavaScript",
                "/S /Java#53cript",
                "/S /#4aavaScript",
                "/S /Launch",
                "/EmbeddedFiles 5 0 R",
                "/S /SubmitForm",
                "/S /ImportData",
                "/S /GoToE",
                "/XFA 6 0 R",
                "/Subtype /RichMedia",
                "/Encrypt 7 0 R",
                "/S/JavaScript/JS(x)"
            })
    void aPdfThatActsIsRefusedUnlessListed(String names) {
        byte[] pdf = Samples.pdf(names);
        refused(FileType.PDF, pdf, "active content");
        accepted(FileType.PDF_WITH_ACTIVE_CONTENT, pdf);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/OpenAction [3 0 R /Fit]",
                "/Title (JavaScript for all)",
                "/JavaScripts 1",
                "/Java#5script 1",
                "/Filter /DCTDecode",
                "/URI (https://example.org)"
            })
    void aPdfThatOnlyLooksSoIsAccepted(String names) {
        accepted(FileType.PDF, Samples.pdf(names));
    }

    @Test
    void whatAPdfHidesInCompressedObjectsIsFound() {
        byte[] acting = Samples.objectStream("/FlateDecode", Samples.deflated("<< /S /JavaScript /JS (x) >>"));
        byte[] quiet = Samples.objectStream("/FlateDecode", Samples.deflated("<< /Type /Page >>"));
        refused(FileType.PDF, Samples.pdf("", acting), "active content");
        accepted(FileType.PDF, Samples.pdf("", quiet));
    }

    @Test
    void whatAPdfHidesBehindMuchThatCompressesWellIsFound() {
        byte[] acting = Samples.objectStream("/FlateDecode", Samples.deflated(" ".repeat(100_000) + "/S /Launch "));
        refused(FileType.PDF, Samples.pdf("", acting), "active content");
        byte[] plain = Samples.objectStream("/FlateDecode", Samples.deflated("/S /Launch "));
        byte[] otherStream = new String(plain, StandardCharsets.ISO_8859_1)
                .replace("/ObjStm", "/XObject")
                .getBytes(StandardCharsets.ISO_8859_1);
        refused(FileType.PDF, Samples.pdf("", otherStream), "active content");
    }

    @Test
    void objectsThatCannotBeLookedIntoAreRefused() {
        refused(
                FileType.PDF,
                Samples.pdf("", Samples.objectStream("/LZWDecode", new byte[] {1, 2, 3})),
                "hidden objects");
        byte[] twice = Samples.objectStream("[/ASCIIHexDecode /FlateDecode]", Samples.deflated("<<>>"));
        refused(FileType.PDF, Samples.pdf("", twice), "hidden objects");
        byte[] plain = Samples.objectStream("null", "<< /Type /Page >>".getBytes(StandardCharsets.US_ASCII));
        refused(FileType.PDF, Samples.pdf("", plain), "hidden objects");
    }

    @Test
    void aPdfBeginsAndEndsAsOne() {
        byte[] pdf = Samples.pdf("");
        refused(FileType.PDF, Samples.concat(pdf, new byte[20]), "end");
        assertThat(FileTypeTest.refusal(FileType.PDF, Samples.concat(new byte[] {' '}, pdf))
                        .reason())
                .isEqualTo("upload.content");
        refused(FileType.PDF, "%PDF-1.4\n%%EOF".getBytes(StandardCharsets.US_ASCII), "end");
        refused(FileType.PDF, "%PDF-9.4\nstartxref\n0\n%%EOF".getBytes(StandardCharsets.US_ASCII), "header");
    }

    @Test
    void aPngIsHeaderDataAndEnd() {
        byte[] png = Samples.image("png", 8, 8);
        byte[] second = png.clone();
        second[12 + 21 + 4] = 'I';
        byte[] noData = Samples.concat(Samples.first(png, 33), end("IEND"));
        refused(FileType.PNG, noData, "last chunk");
        byte[] twoHeaders =
                Samples.concat(Samples.first(png, 33), java.util.Arrays.copyOfRange(png, 8, 33), end("IEND"));
        refused(FileType.PNG, twoHeaders, "second header");
        byte[] odd = png.clone();
        odd[33 + 4] = '1';
        refused(FileType.PNG, odd, "chunk");
        refused(FileType.PNG, Samples.concat(png, Samples.image("png", 8, 8)), "goes on behind its end");
    }

    private static byte[] end(String name) {
        return ByteBuffer.allocate(12)
                .putInt(0)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .putInt(0)
                .array();
    }

    @Test
    void theFramesOfAnAnimationCount() {
        byte[] png = Samples.image("png", 10, 10);
        byte[] actl = ByteBuffer.allocate(20)
                .putInt(8)
                .put("acTL".getBytes(StandardCharsets.US_ASCII))
                .putInt(7)
                .array();
        byte[] animated =
                Samples.concat(Samples.first(png, 33), actl, java.util.Arrays.copyOfRange(png, 33, png.length));
        assertThat(ImageHeader.read(animated)).contains(new ImageHeader(10, 10, 7));

        byte[] gif = Samples.image("gif", 10, 10);
        byte[] frame = new byte[] {0x2C, 0, 0, 0, 0, 20, 0, 5, 0, 0, 2, 1, 0, 0, 0x3B};
        byte[] twice = Samples.concat(Samples.first(gif, gif.length - 1), frame);
        assertThat(ImageHeader.read(twice)).contains(new ImageHeader(20, 10, 2));

        byte[] extended = Samples.chunk("VP8X", new byte[] {2, 0, 0, 0, 99, 0, 0, 49, 0, 0});
        byte[] webp = Samples.riff(extended, Samples.chunk("ANMF", new byte[16]), Samples.chunk("ANMF", new byte[16]));
        assertThat(ImageHeader.read(webp)).contains(new ImageHeader(100, 50, 2));
    }

    @Test
    void aLosslessWebpSaysItsSize() {
        byte[] bits = ByteBuffer.allocate(5)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x2F)
                .putInt(99 | 49 << 14)
                .array();
        assertThat(ImageHeader.read(Samples.riff(Samples.chunk("VP8L", bits)))).contains(new ImageHeader(100, 50, 1));
        bits[0] = 0x2E;
        assertThat(ImageHeader.read(Samples.riff(Samples.chunk("VP8L", bits)))).isEmpty();
        refused(FileType.WEBP, Samples.riff(Samples.chunk("EXIF", new byte[4])), "chunks");
    }

    @Test
    void furtherImagesOfAPhoneCountWhenTheFirstSaysThatTheyCome() {
        byte[] jpeg = Samples.image("jpg", 10, 10);
        byte[] several = ByteBuffer.allocate(8)
                .putShort((short) 0xFFE2)
                .putShort((short) 6)
                .put("MPF\0".getBytes(StandardCharsets.US_ASCII))
                .array();
        byte[] first =
                Samples.concat(Samples.first(jpeg, 2), several, java.util.Arrays.copyOfRange(jpeg, 2, jpeg.length));
        byte[] both = Samples.concat(first, Samples.image("jpg", 20, 5));
        accepted(FileType.JPEG, both);
        assertThat(ImageHeader.read(both)).contains(new ImageHeader(20, 10, 2));
        refused(FileType.JPEG, Samples.concat(jpeg, jpeg), "goes on behind its end");
        refused(FileType.JPEG, Samples.concat(first, new byte[] {1, 2}), "further images");
    }

    @Test
    void aJpegWithoutAFrameOrWithoutASizeIsRefused() {
        refused(FileType.JPEG, new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xD9}, "no frame");
        byte[] jpeg = Samples.image("jpg", 10, 10);
        int frame = 2;
        while ((jpeg[frame + 1] & 0xFF) != 0xC0) {
            frame += 2 + ((jpeg[frame + 2] & 0xFF) << 8 | jpeg[frame + 3] & 0xFF);
        }
        jpeg[frame + 5] = 0;
        jpeg[frame + 6] = 0;
        refused(FileType.JPEG, jpeg, "image size");
    }

    @Test
    void anImageOfHugeSizeIsFoundByItsHeader() {
        byte[] png = Samples.image("png", 10, 10);
        ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
        assertThat(FileTypeTest.refusal(FileType.PNG, png).reason()).isEqualTo("upload.pixels");
        ByteBuffer.wrap(png).putInt(16, -1);
        refused(FileType.PNG, png, "image size");
        assertThat(new ImageHeader(Integer.MAX_VALUE, Integer.MAX_VALUE, 3).pixels())
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aTiffThatReachesNowhereNearItsEndIsRefused() {
        byte[] tiff = Samples.image("tiff", 40, 30);
        refused(FileType.TIFF, Samples.concat(tiff, new byte[64]), "goes on behind its end");
    }

    @Test
    void aCircleOfDirectoriesEnds() {
        byte[] tiff = Samples.image("tiff", 40, 30);
        boolean big = tiff[0] == 'M';
        ByteBuffer view = ByteBuffer.wrap(tiff).order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int directory = view.getInt(4);
        view.putInt(directory + 2 + 12 * view.getShort(directory), directory);
        refused(FileType.TIFF, tiff, "directories");
    }

    @Test
    void aBmpOfAnotherLengthThanItSaysIsRefused() {
        byte[] bmp = Samples.image("bmp", 40, 30);
        ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(2, bmp.length + 4);
        refused(FileType.BMP, Samples.concat(bmp, new byte[4]), "length");
        byte[] deep = Samples.image("bmp", 40, 30);
        ByteBuffer.wrap(deep).order(ByteOrder.LITTLE_ENDIAN).putInt(22, 1_000_000);
        refused(FileType.BMP, deep, "cut");
    }

    @Test
    void macrosInOfficeDocumentsAreRefused() {
        refused(FileType.DOCX, Samples.office("word/document.xml", "word/vbaProject.bin"), "macros");
        refused(FileType.XLSX, Samples.office("xl/workbook.xml", "xl/activeX/activeX1.bin"), "macros");
        refused(FileType.ODT, Samples.openDocument("text", "Basic/Standard/Module1.xml"), "macros");
        refused(FileType.DOCX, Samples.office("xl/workbook.xml"), "no main part");
        refused(FileType.ODT, Samples.openDocument("spreadsheet"), "another document");
    }

    @Test
    void aGzipBombIsStoppedWhileItInflates() {
        byte[] bomb = Samples.gzip(new byte[8 * 1024 * 1024]);
        assertThat(bomb.length).isLessThan(10_000);
        assertThat(FileTypeTest.refusal(FileType.GZIP, bomb).reason()).isEqualTo("archive.ratio");
        accepted(FileType.GZIP, Samples.gzip(new byte[64 * 1024]));
    }

    @Test
    void aGzipWithAnotherChecksumOrASecondMemberIsRefused() {
        byte[] gzip = Samples.gzip(new byte[] {1, 2, 3});
        refused(FileType.GZIP, Samples.concat(gzip, gzip), "goes on behind its end");
        byte[] changed = gzip.clone();
        changed[gzip.length - 8] ^= 1;
        refused(FileType.GZIP, changed, "checksum");
        changed = gzip.clone();
        changed[gzip.length - 4] ^= 1;
        refused(FileType.GZIP, changed, "length");
    }

    @Test
    void aFilmHasAMovieAndBoxesToItsEnd() {
        byte[] kind = Samples.box("ftyp", "isom\0\0\0\0".getBytes(StandardCharsets.US_ASCII));
        refused(FileType.MP4, Samples.concat(kind, Samples.box("mdat", new byte[8])), "no movie");
        byte[] open = Samples.box("mdat", new byte[8]);
        open[3] = 0;
        accepted(FileType.MP4, Samples.concat(kind, Samples.box("moov", new byte[8]), open));
        byte[] openMovie = Samples.box("moov", new byte[8]);
        openMovie[3] = 0;
        refused(FileType.MP4, Samples.concat(kind, openMovie), "open box");
        byte[] other = Samples.box("ftyp", "heic\0\0\0\0".getBytes(StandardCharsets.US_ASCII));
        refused(FileType.MP4, Samples.concat(other, Samples.box("moov", new byte[8])), "another type");
        byte[] large = ByteBuffer.allocate(24)
                .putInt(1)
                .put("mdat".getBytes(StandardCharsets.US_ASCII))
                .putLong(24)
                .array();
        accepted(FileType.MP4, Samples.concat(kind, Samples.box("moov", new byte[8]), large));
        ByteBuffer.wrap(large).putLong(8, -1);
        refused(FileType.MP4, Samples.concat(kind, Samples.box("moov", new byte[8]), large), "length");
    }

    @Test
    void musicMayHaveTagsInFrontAndBehind() {
        byte[] tag = new byte[10 + 5];
        System.arraycopy("ID3".getBytes(StandardCharsets.US_ASCII), 0, tag, 0, 3);
        tag[9] = 5;
        byte[] old = new byte[128];
        System.arraycopy("TAG".getBytes(StandardCharsets.US_ASCII), 0, old, 0, 3);
        accepted(FileType.MP3, Samples.concat(tag, Samples.mp3(), old));
        refused(FileType.MP3, Samples.concat(tag, old), "no frame");
        refused(FileType.MP3, Samples.concat(Samples.mp3(), old, old), "frame");
        tag[8] = (byte) 0x80;
        refused(FileType.MP3, Samples.concat(tag, Samples.mp3()), "tag");
    }
}
