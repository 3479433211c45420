package io.gapura.validation.uploads;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.commons.fileupload2.core.FileUploadSizeException;
import org.apache.commons.fileupload2.core.MultipartInput;

/**
 * Walks a multipart part by part: nothing before the first delimiter, nothing behind the last one but its line break, no
 * part header over 512 bytes. Whatever else the parser would pass over is refused here.
 */
final class Parts {
    private static final int HEADER_BYTES = 512;
    private static final byte[] LINE = {'\r', '\n'};

    private final Wire wire;
    private final MultipartInput input;

    private Parts(Wire wire, MultipartInput input) {
        this.wire = wire;
        this.input = input;
    }

    static Parts of(InputStream content, byte[] boundary) throws IOException {
        byte[] delimiter = new byte[boundary.length + 4];
        Arrays.fill(delimiter, 0, 2, (byte) '-');
        System.arraycopy(boundary, 0, delimiter, 2, boundary.length);
        System.arraycopy(LINE, 0, delimiter, boundary.length + 2, 2);
        PushbackInputStream again = new PushbackInputStream(new DelimiterCheck(content, boundary), delimiter.length);
        Wire wire = new Wire(again);
        byte[] first = wire.readNBytes(delimiter.length);
        if (!Arrays.equals(first, delimiter)) {
            throw MultipartViolation.SYNTAX.refused();
        }
        again.unread(first);
        MultipartInput input = MultipartInput.builder()
                .setInputStream(wire)
                .setBoundary(boundary)
                .setMaxPartHeaderSize(HEADER_BYTES)
                .get();
        input.setHeaderCharset(StandardCharsets.ISO_8859_1);
        return new Parts(wire, input);
    }

    /** Takes one part. */
    @FunctionalInterface
    interface Reader {
        void read(PartHeader header, InputStream content) throws IOException;
    }

    /** Reads them all, and all of each. */
    void forEach(Reader reader) throws IOException {
        try {
            boolean more = input.skipPreamble();
            while (more) {
                read(reader);
                more = input.readBoundary();
            }
            requireEnd();
        } catch (IOException failed) {
            wire.requireWhole();
            throw MultipartViolation.SYNTAX.refused();
        }
    }

    private void read(Reader reader) throws IOException {
        String block;
        try {
            block = input.readHeaders();
        } catch (FileUploadSizeException over) {
            throw MultipartViolation.HEADER.refused();
        }
        PartHeader header = PartHeader.read(block);
        InputStream content = input.newInputStream();
        reader.read(header, content);
        // Reads what is left of the part; a part that was refused is not read on.
        content.close();
    }

    /** The parser holds what it has read ahead, and throws where nothing is left. */
    private void requireEnd() throws IOException {
        byte[] rest = new byte[3];
        int count = 0;
        for (int octet = next(); octet >= 0 && count < rest.length; octet = next()) {
            rest[count++] = (byte) octet;
        }
        boolean line = count == 2 && rest[0] == '\r' && rest[1] == '\n';
        if (count != 0 && !line) {
            throw MultipartViolation.SYNTAX.refused();
        }
    }

    private int next() throws IOException {
        try {
            return input.readByte() & 0xFF;
        } catch (IOException end) {
            wire.requireWhole();
            return -1;
        }
    }
}
