package io.gapura.validation.files;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** One small file of each type: images as the JDK's own encoders write them, the others put together here. */
final class Samples {
    private Samples() {}

    static Map<FileType, byte[]> all() {
        Map<FileType, byte[]> all = new EnumMap<>(FileType.class);
        all.put(FileType.PNG, image("png", 40, 30));
        all.put(FileType.JPEG, image("jpg", 40, 30));
        all.put(FileType.GIF, image("gif", 40, 30));
        all.put(FileType.WEBP, webp(40, 30));
        all.put(FileType.BMP, image("bmp", 40, 30));
        all.put(FileType.TIFF, image("tiff", 40, 30));
        all.put(FileType.PDF, pdf("/Pages 2 0 R"));
        all.put(FileType.PDF_WITH_ACTIVE_CONTENT, pdf("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"));
        all.put(FileType.ZIP, zip(Map.of("notes.txt", "hello")));
        all.put(FileType.DOCX, office("word/document.xml"));
        all.put(FileType.XLSX, office("xl/workbook.xml"));
        all.put(FileType.PPTX, office("ppt/presentation.xml"));
        all.put(FileType.ODT, openDocument("text"));
        all.put(FileType.ODS, openDocument("spreadsheet"));
        all.put(FileType.ODP, openDocument("presentation"));
        all.put(FileType.GZIP, gzip("hello".getBytes(StandardCharsets.UTF_8)));
        all.put(FileType.MP4, mp4());
        all.put(FileType.MP3, mp3());
        all.put(FileType.TEXT, "Grüße aus Jakarta\n".getBytes(StandardCharsets.UTF_8));
        all.put(FileType.CSV, "id;name\n1;Ayu\n".getBytes(StandardCharsets.UTF_8));
        all.put(FileType.MARKDOWN, "# Title\n\n*text*\n".getBytes(StandardCharsets.UTF_8));
        return all;
    }

    static String name(FileType type) {
        return "sample." + type.extensions().get(0);
    }

    static byte[] image(String format, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, i * 7_919);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalStateException(format);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    static byte[] webp(int width, int height) {
        ByteBuffer chunk = ByteBuffer.allocate(8 + 10).order(ByteOrder.LITTLE_ENDIAN);
        chunk.put("VP8 ".getBytes(StandardCharsets.US_ASCII)).putInt(10).put(new byte[] {0, 0, 0});
        chunk.put(new byte[] {(byte) 0x9D, 1, 0x2A}).putShort((short) width).putShort((short) height);
        return riff(chunk.array());
    }

    static byte[] riff(byte[]... chunks) {
        byte[] all = concat(chunks);
        ByteBuffer riff = ByteBuffer.allocate(12 + all.length).order(ByteOrder.LITTLE_ENDIAN);
        riff.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(4 + all.length);
        return riff.put("WEBP".getBytes(StandardCharsets.US_ASCII)).put(all).array();
    }

    static byte[] chunk(String name, byte[] data) {
        ByteBuffer chunk =
                ByteBuffer.allocate(8 + data.length + (data.length & 1)).order(ByteOrder.LITTLE_ENDIAN);
        return chunk.put(name.getBytes(StandardCharsets.US_ASCII))
                .putInt(data.length)
                .put(data)
                .array();
    }

    /** @param catalogue what stands in the catalogue */
    static byte[] pdf(String catalogue) {
        return pdf(catalogue, new byte[0]);
    }

    static byte[] pdf(String catalogue, byte[] objects) {
        byte[] head = ("%PDF-1.7\n1 0 obj << /Type /Catalog " + catalogue + " >> endobj\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        return concat(head, objects, "\nstartxref\n9\n%%EOF\n".getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A stream of objects with such content. */
    static byte[] objectStream(String filters, byte[] coded) {
        String dictionary =
                "3 0 obj << /Type /ObjStm /Filter " + filters + " /Length " + coded.length + " >> stream\r\n";
        return concat(
                dictionary.getBytes(StandardCharsets.ISO_8859_1),
                coded,
                "\nendstream endobj".getBytes(StandardCharsets.ISO_8859_1));
    }

    static byte[] deflated(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    static byte[] zip(Map<String, String> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    static byte[] office(String... parts) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("[Content_Types].xml", "<Types/>");
        entries.put("_rels/.rels", "<Relationships/>");
        for (String part : parts) {
            entries.put(part, "<part/>");
        }
        return zip(entries);
    }

    static byte[] openDocument(String kind, String... parts) {
        byte[] type = ("application/vnd.oasis.opendocument." + kind).getBytes(StandardCharsets.US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(type);
        ZipEntry first = new ZipEntry("mimetype");
        first.setMethod(ZipEntry.STORED);
        first.setSize(type.length);
        first.setCrc(checksum.getValue());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(first);
            zip.write(type);
            zip.putNextEntry(new ZipEntry("content.xml"));
            zip.write('<');
            for (String part : parts) {
                zip.putNextEntry(new ZipEntry(part));
                zip.write('<');
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    static byte[] mp4() {
        return concat(
                box("ftyp", "isom\0\0\0\0isom".getBytes(StandardCharsets.US_ASCII)),
                box("moov", new byte[8]),
                box("mdat", new byte[64]));
    }

    static byte[] box(String name, byte[] content) {
        return ByteBuffer.allocate(8 + content.length)
                .putInt(8 + content.length)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .put(content)
                .array();
    }

    /** Two frames of MPEG 1 layer III, 128 kbit/s at 44.1 kHz: 417 bytes each. */
    static byte[] mp3() {
        byte[] frames = new byte[2 * 417];
        for (int at = 0; at < frames.length; at += 417) {
            frames[at] = (byte) 0xFF;
            frames[at + 1] = (byte) 0xFB;
            frames[at + 2] = (byte) 0x90;
        }
        return frames;
    }

    static byte[] concat(byte[]... pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            out.writeBytes(piece);
        }
        return out.toByteArray();
    }

    static byte[] first(byte[] content, int count) {
        return java.util.Arrays.copyOf(content, count);
    }
}
