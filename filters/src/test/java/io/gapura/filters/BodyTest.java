package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
    private final AtomicInteger opened = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8_191, 8_192, 8_193, 20_000})
    void aBodyOfExactlyTheLimitIsReadAndOneByteMoreIsNot(int limit) throws IOException {
        assertThat(bytes(onTheWire(limit, -1).read(limit))).hasSize(limit);
        assertThat(bytes(onTheWire(limit, limit).read(limit))).hasSize(limit);
        assertRefused(() -> onTheWire(limit + 1, -1).read(limit), 413, "body.size");
        assertRefused(() -> onTheWire(limit + 1, limit + 1L).read(limit), 413, "body.size");
    }

    @Test
    void aDeclaredLengthOverTheLimitIsRefusedWithoutOpeningTheStream() {
        assertRefused(() -> onTheWire(11, 11).read(10), 413, "body.size");
        assertRefused(() -> onTheWire(11, Long.MAX_VALUE).read(10), 413, "body.size");
        assertThat(opened).hasValue(0);
    }

    @Test
    void aClientThatDeclaresLessThanItSendsGainsNothing() {
        assertRefused(() -> onTheWire(1_000, 1).read(10), 413, "body.size");
    }

    @Test
    void memoryGrowsWithWhatComesAndNotWithWhatIsDeclared() {
        AtomicInteger largest = new AtomicInteger();
        InputStream slow = new ByteArrayInputStream(new byte[100]) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                largest.accumulateAndGet(target.length, Math::max);
                return super.read(target, offset, length);
            }
        };
        assertRefused(() -> Body.from(() -> slow, 1_000_000_000).read(1_000_000_000), 400, "body.short");
        assertThat(largest).hasValueLessThanOrEqualTo(65_536);
    }

    @Test
    void nothingMayComeUnderALimitOfZero() throws IOException {
        assertThat(bytes(onTheWire(0, -1).read(0))).isEmpty();
        assertRefused(() -> onTheWire(1, -1).read(0), 413, "body.size");
    }

    @Test
    void aBodyShorterThanDeclaredIsRefused() throws IOException {
        assertRefused(() -> onTheWire(9, 10).read(100), 400, "body.short");
        assertThat(bytes(onTheWire(10, 10).read(100))).hasSize(10);
    }

    @Test
    void aClientThatLeavesIsAnOutcomeWithoutTheContainersWords() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Connection reset by 10.0.0.7");
            }
        };
        assertThatThrownBy(() -> Body.from(() -> broken, -1).read(10))
                .isInstanceOfSatisfying(
                        BodyRejectedException.class,
                        rejected -> assertThat(rejected.rejection().reason()).isEqualTo("client-gone"))
                .hasMessageNotContaining("10.0.0.7")
                .hasNoCause();
    }

    @Test
    void whatWasCheckedIsWhatTheApplicationReads() throws IOException {
        Body body = onTheWire(5, -1);
        assertThat(body.wasRead()).isFalse();
        byte[] checked = bytes(body.read(10));
        assertThat(bytes(body.read(5))).isEqualTo(checked);
        assertThat(body.open().readAllBytes()).isEqualTo(checked);
        assertThat(body.open().readAllBytes()).isEqualTo(checked);
        assertThat(body.wasRead()).isTrue();
        assertThat(opened).hasValue(1);
    }

    @Test
    void aSecondReaderWithASmallerLimitIsRefusedFromMemory() throws IOException {
        Body body = onTheWire(5, -1);
        body.read(10);
        assertRefused(() -> body.read(4), 413, "body.size");
        assertThat(opened).hasValue(1);
    }

    @Test
    void whatTheApplicationHasAlreadyCannotBeChecked() throws IOException {
        Body body = onTheWire(5, -1);
        assertThat(body.open().readAllBytes()).hasSize(5);
        assertThatThrownBy(() -> body.read(10)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPolicyCannotChangeWhatTheApplicationWillRead() throws IOException {
        byte[] mine = {1, 2, 3};
        Body body = Body.of(mine);
        mine[0] = 9;
        ByteBuffer read = body.read(3);
        assertThatThrownBy(() -> read.put(0, (byte) 9)).isInstanceOf(ReadOnlyBufferException.class);
        assertThat(body.open().readAllBytes()).containsExactly(1, 2, 3);
    }

    @Test
    void noBodyIsEmpty() throws IOException {
        assertThat(bytes(Body.none().read(0))).isEmpty();
        assertThat(Body.none().declaredLength()).isZero();
    }

    @Property(tries = 300)
    void piecesOfAnySizeAddUpToTheSameBody(
            @ForAll @Size(max = 300) byte[] content, @ForAll @IntRange(min = 1, max = 50) int piece)
            throws IOException {
        Body body = Body.from(() -> inPieces(content, piece), -1);
        assertThat(bytes(body.read(300))).isEqualTo(content);
    }

    private Body onTheWire(int length, long declared) {
        return Body.from(
                () -> {
                    opened.incrementAndGet();
                    return new ByteArrayInputStream(new byte[length]);
                },
                declared);
    }

    private static InputStream inPieces(byte[] content, int piece) {
        return new ByteArrayInputStream(content) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, piece));
            }
        };
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.get(copy);
        return copy;
    }

    private static void assertRefused(ThrowingCallable call, int status, String reason) {
        assertThatThrownBy(call).isInstanceOfSatisfying(BodyRejectedException.class, rejected -> {
            assertThat(rejected.rejection().status()).isEqualTo(status);
            assertThat(rejected.rejection().reason()).isEqualTo(reason);
            assertThat(rejected.rejection().hard()).isTrue();
        });
    }
}
