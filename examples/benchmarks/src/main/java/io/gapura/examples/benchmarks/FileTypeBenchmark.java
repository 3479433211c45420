package io.gapura.examples.benchmarks;

import io.gapura.validation.files.FileRules;
import io.gapura.validation.files.FileType;
import io.gapura.validation.files.ImageHeader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to tell a file by its bytes, to read how large an image is, and to check that the whole of a small file is
 * of its type; files of a few KiB, in memory.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class FileTypeBenchmark {
    @Param({"PNG", "JPEG", "GIF", "BMP", "TIFF", "PDF", "ZIP", "DOCX", "TEXT"})
    FileType type;

    private byte[] content;
    private FileRules rules;
    private String name;

    /** What a text processor writes into an empty document. */
    private static final String[] WORD_PARTS = {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/fontTable.xml",
        "word/settings.xml",
        "word/styles.xml",
        "word/theme/theme1.xml",
        "word/webSettings.xml"
    };

    /** Makes one file. */
    @Setup
    public void setUp() throws IOException {
        content = sample();
        rules = FileRules.allowing(type);
        name = "sample." + type.extensions().get(0);
    }

    private byte[] sample() throws IOException {
        return switch (type) {
            case PDF ->
                ("%PDF-1.7\n" + "1 0 obj << /Type /Page >> endobj\n".repeat(60) + "startxref\n9\n%%EOF\n")
                        .getBytes(StandardCharsets.US_ASCII);
            case TEXT -> "Prose of somebody, line by line.\n".repeat(60).getBytes(StandardCharsets.US_ASCII);
            case ZIP -> zip("notes.txt");
            case DOCX -> zip(WORD_PARTS);
            default -> image();
        };
    }

    private static byte[] zip(String... names) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write("a line of notes\n".repeat(60).getBytes(StandardCharsets.US_ASCII));
            }
        }
        return out.toByteArray();
    }

    private byte[] image() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(
                new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB),
                type.extensions().get(0),
                out);
        return out.toByteArray();
    }

    /** What the first bytes say. */
    @Benchmark
    public Optional<FileType> detect() {
        return FileType.detect(content);
    }

    /** Width, height and frames. */
    @Benchmark
    public Optional<ImageHeader> imageHeader() {
        return ImageHeader.read(content);
    }

    /** All that is checked of a file before it is kept. */
    @Benchmark
    public FileType verify() {
        return rules.verify(content, name, null);
    }
}
