package io.gapura.filters.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.BodyRejectedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GzipStreamTest {
    private static final byte[] TEXT = "a text that is long enough to be coded".getBytes(StandardCharsets.UTF_8);

    private static byte[] read(byte[] wire) throws IOException {
        return new GzipStream(new ByteArrayInputStream(wire), 1_000_000).readAllBytes();
    }

    private static void assertRefused(byte[] wire, String word) {
        GzipStream stream = new GzipStream(new ByteArrayInputStream(wire), 1_000_000);
        assertThatThrownBy(stream::readAllBytes).isInstanceOfSatisfying(BodyRejectedException.class, rejected -> {
            assertThat(rejected.rejection().status()).isEqualTo(400);
            assertThat(rejected.rejection().code()).isEqualTo("content-malformed");
            assertThat(rejected.rejection().reason()).isEqualTo(word);
            assertThat(rejected.rejection().hard()).isTrue();
        });
        assertThatThrownBy(stream::read).isInstanceOf(BodyRejectedException.class);
    }

    @Property(tries = 300)
    void whatWasCodedComesBackHoweverItIsCut(
            @ForAll @Size(max = 3_000) byte[] content,
            @ForAll @IntRange(min = 1, max = 600) int cut,
            @ForAll @IntRange(min = 1, max = 600) int asked)
            throws IOException {
        GzipStream stream = new GzipStream(Gzip.inPieces(Gzip.of(content), cut), 100_000);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] piece = new byte[asked];
        for (int n = stream.read(piece, 0, asked); n >= 0; n = stream.read(piece, 0, asked)) {
            assertThat(n).isPositive();
            read.write(piece, 0, n);
        }
        assertThat(read.toByteArray()).isEqualTo(content);
        assertThat(stream.decoded()).isEqualTo(content.length);
        assertThat(stream.consumed()).isEqualTo(Gzip.of(content).length);
    }

    @Property(tries = 300)
    void whatWasChangedIsRefusedOrTheSame(
            @ForAll @Size(min = 1, max = 200) byte[] content,
            @ForAll int at,
            @ForAll @IntRange(min = 1, max = 255) int by)
            throws IOException {
        byte[] wire = Gzip.of(content);
        wire[Math.floorMod(at, wire.length)] ^= (byte) by;
        try {
            assertThat(read(wire)).isEqualTo(content);
        } catch (BodyRejectedException refused) {
            assertThat(refused.rejection().reason()).startsWith("coding.");
        }
    }

    @Test
    void aMemberThatEndsEarlyIsRefusedWhereverItEnds() {
        byte[] wire = Gzip.of(TEXT);
        for (int length = 0; length < wire.length; length++) {
            assertRefused(Arrays.copyOf(wire, length), "coding.truncated");
        }
    }

    @Test
    void whatFollowsTheMemberIsRefused() {
        assertRefused(Gzip.plus(Gzip.of(TEXT), (byte) 0), "coding.trailing");
        assertRefused(Gzip.plus(Gzip.of(TEXT), Gzip.of(TEXT)), "coding.trailing");
        assertRefused(Gzip.plus(Gzip.of(new byte[0]), Gzip.of(TEXT)), "coding.trailing");
    }

    @Test
    void theEndIsProvenBeforeTheLastBytesAreGiven() {
        GzipStream stream = new GzipStream(new ByteArrayInputStream(Gzip.plus(Gzip.of(TEXT), (byte) 0)), 1_000);
        assertThatThrownBy(() -> stream.readNBytes(TEXT.length)).isInstanceOf(BodyRejectedException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, magic", "1, magic", "2, method", "3, reserved flags"})
    void aHeadThatIsNotGzipIsRefused(int at, String what) {
        byte[] wire = Gzip.of(TEXT);
        wire[at] ^= (byte) 0x80;
        assertRefused(wire, "coding.corrupt");
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 7, 6, 5, 4, 3, 2, 1})
    void aSumOrLengthThatDoesNotHoldIsRefused(int fromTheEnd) {
        byte[] wire = Gzip.of(TEXT);
        wire[wire.length - fromTheEnd] ^= 1;
        assertRefused(wire, "coding.corrupt");
    }

    @Test
    void deflateThatCannotBeReadIsRefused() {
        byte[] wire = Gzip.of(TEXT);
        wire[10] = (byte) 0xFF;
        assertRefused(wire, "coding.corrupt");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4, 8, 16, 30, 31})
    void everyFieldOfTheHeadIsPassedOver(int flags) throws IOException {
        assertThat(read(withHead(flags, "name", 0))).isEqualTo(TEXT);
    }

    @Test
    void theSumOfTheHeadIsProven() {
        assertRefused(withHead(2, "", 1), "coding.corrupt");
        assertRefused(withHead(30, "name", 0x8000), "coding.corrupt");
    }

    @Test
    void aNameInTheHeadIsBounded() throws IOException {
        assertThat(read(withHead(8, "n".repeat(1_023), 0))).isEqualTo(TEXT);
        assertRefused(withHead(8, "n".repeat(1_024), 0), "coding.corrupt");
        assertThat(read(withHead(16, "n".repeat(1_023), 0))).isEqualTo(TEXT);
        assertRefused(withHead(16, "n".repeat(1_024), 0), "coding.corrupt");
    }

    /** A head with optional fields, RFC 1952 §2.3, its sum off by so much. */
    private static byte[] withHead(int flags, String name, int off) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes(new byte[] {0x1F, (byte) 0x8B, 8, (byte) flags, 1, 2, 3, 4, 0, 3});
        if ((flags & 4) != 0) {
            head.writeBytes(new byte[] {3, 0, 'a', 'b', 'c'});
        }
        for (int text = flags & 24; text != 0; text &= text - 1) {
            head.writeBytes((name + "\0").getBytes(StandardCharsets.ISO_8859_1));
        }
        if ((flags & 2) != 0) {
            CRC32 sum = new CRC32();
            sum.update(head.toByteArray());
            int low = (int) sum.getValue() & 0xFFFF ^ off;
            head.write(low);
            head.write(low >> 8);
        }
        byte[] plain = Gzip.of(TEXT);
        return Gzip.plus(head.toByteArray(), Arrays.copyOfRange(plain, 10, plain.length));
    }

    @Test
    void theWireIsBoundedForItself() throws IOException {
        byte[] wire = withHead(8, "n".repeat(1_000), 0);
        assertThat(new GzipStream(new ByteArrayInputStream(wire), wire.length).readAllBytes())
                .isEqualTo(TEXT);
        assertTooLarge(new GzipStream(new ByteArrayInputStream(wire), wire.length - 1));
    }

    @Test
    void whatIsDecodedIsBounded() throws IOException {
        byte[] wire = Gzip.bomb(100_000);
        assertThat(new GzipStream(new ByteArrayInputStream(wire), 100_000).readAllBytes())
                .hasSize(100_000);
        assertTooLarge(new GzipStream(new ByteArrayInputStream(wire), 99_999));
    }

    @Test
    void aBombIsDecodedInPiecesHoweverMuchIsAskedFor() throws IOException {
        GzipStream stream = new GzipStream(new ByteArrayInputStream(Gzip.bomb(10_000_000)), 1_000_000);
        assertThat(stream.read(new byte[5_000_000], 0, 5_000_000)).isBetween(1, 8_192);
        assertTooLarge(stream);
    }

    private static void assertTooLarge(InputStream stream) {
        assertThatThrownBy(stream::readAllBytes)
                .isInstanceOfSatisfying(
                        BodyRejectedException.class,
                        rejected -> assertThat(rejected.rejection().reason()).isEqualTo("body.size"));
    }

    @Test
    void atTheEndThereIsNothingMore() throws IOException {
        GzipStream stream = new GzipStream(new ByteArrayInputStream(Gzip.of(TEXT)), 1_000);
        assertThat(stream.available()).isOne();
        assertThat(stream.read()).isEqualTo('a');
        assertThat(stream.read(new byte[0], 0, 0)).isZero();
        assertThat(stream.readAllBytes()).hasSize(TEXT.length - 1);
        assertThat(stream.available()).isZero();
        assertThat(stream.read()).isEqualTo(-1);
        stream.close();
        assertThat(stream.read()).isEqualTo(-1);
    }

    @Test
    void aStreamThatWasClosedIsNotCalledCorrupt() throws IOException {
        GzipStream stream = new GzipStream(new ByteArrayInputStream(Gzip.of(TEXT)), 1_000);
        stream.close();
        assertThatThrownBy(stream::read).isInstanceOf(IOException.class).isNotInstanceOf(BodyRejectedException.class);
    }

    @Test
    void aClientThatLeavesIsNoMalformedContent() {
        InputStream leaving = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }
        };
        assertThatThrownBy(() -> new GzipStream(leaving, 1_000).read()).hasMessage("reset");
    }
}
