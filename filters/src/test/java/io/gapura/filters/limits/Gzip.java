package io.gapura.filters.limits;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Content in gzip, good and bad, made when a test runs. */
public final class Gzip {
    private Gzip() {}

    /** One member, as any client makes it. */
    public static byte[] of(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return bytes.toByteArray();
    }

    /** So many zeros: about a thousand for each byte of the wire. */
    public static byte[] bomb(int size) {
        return of(new byte[size]);
    }

    static byte[] plus(byte[] first, byte... second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** A stream that gives at most so many bytes at once, as a network does. */
    static InputStream inPieces(byte[] content, int piece) {
        return new ByteArrayInputStream(content) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, piece));
            }
        };
    }
}
