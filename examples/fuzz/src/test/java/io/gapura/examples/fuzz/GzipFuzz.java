package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gapura.filters.Body;
import io.gapura.filters.BodyGuard;
import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Pipeline;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.limits.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;

/**
 * Coded content is refused in our words or decoded to what the JDK makes of it, within ceiling and proportion. An even
 * first byte: the rest is deflate data, for which head and sums are made, so that the fuzzer gets behind them.
 */
class GzipFuzz {
    private static final int MOST = 128 * 1024;
    private static final int RATIO = 10;
    private static final int FREE = 64 * 1024;
    private static final int PIECE = 8_192;
    private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
    private static final Pipeline GATE = Pipeline.builder()
            .add(Limits.defaults().maxBody(DataSize.bytes(MOST)).gzip(RATIO))
            .build();

    @FuzzTest(maxDuration = "30s")
    void codedContentIsDecodedWithinBoundsOrRefused(byte[] bytes) throws IOException {
        boolean inside = bytes.length > 0 && bytes[0] % 2 == 0;
        byte[] rest = bytes.length == 0 ? bytes : Arrays.copyOfRange(bytes, 1, bytes.length);
        byte[] wire = inside ? member(rest) : rest;
        Verdict verdict = GATE.decide(RequestView.post("/")
                .header("Content-Type", "application/octet-stream")
                .header("Content-Encoding", "gzip")
                .withBody(Body.from(() -> new ByteArrayInputStream(wire), -1)));
        assertThat(verdict.rejection()).isEmpty();
        Optional<byte[]> decoded = decoded(verdict, wire);
        if (decoded.isPresent()) {
            try (InputStream jdk = new GZIPInputStream(new ByteArrayInputStream(wire))) {
                assertThat(decoded.get()).isEqualTo(jdk.readAllBytes());
            }
        }
    }

    private static Optional<byte[]> decoded(Verdict verdict, byte[] wire) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] piece = new byte[4 * PIECE];
        try (InputStream in = verdict.request().decoder().orElseThrow().decode(new ByteArrayInputStream(wire))) {
            for (int n = in.read(piece, 0, piece.length); n >= 0; n = in.read(piece, 0, piece.length)) {
                assertThat(n).isBetween(1, PIECE);
                for (BodyGuard guard : verdict.bodyGuards()) {
                    guard.bytes(piece, 0, n);
                }
                all.write(piece, 0, n);
                assertThat(all.size()).isLessThanOrEqualTo(MOST);
            }
        } catch (BodyRejectedException refused) {
            Wire.assertDeclared(refused.rejection());
            return Optional.empty();
        }
        assertThat(all.size()).isLessThanOrEqualTo(Math.max(FREE, wire.length * RATIO));
        return Optional.of(all.toByteArray());
    }

    /** One member around deflate data; without sums when the data has no end. */
    private static byte[] member(byte[] deflated) throws IOException {
        ByteArrayOutputStream member = new ByteArrayOutputStream();
        member.write(HEAD);
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(deflated);
            CRC32 sum = new CRC32();
            byte[] piece = new byte[PIECE];
            for (int n = inflater.inflate(piece); n > 0 && inflater.getTotalOut() < 2 * MOST; ) {
                sum.update(piece, 0, n);
                n = inflater.inflate(piece);
            }
            member.write(deflated, 0, (int) inflater.getBytesRead());
            if (inflater.finished()) {
                member.write(ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt((int) sum.getValue())
                        .putInt((int) inflater.getBytesWritten())
                        .array());
            }
        } catch (DataFormatException malformed) {
            member.write(deflated);
        } finally {
            inflater.end();
        }
        return member.toByteArray();
    }
}
