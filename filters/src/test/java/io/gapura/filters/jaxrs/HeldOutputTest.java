package io.gapura.filters.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Nothing leaves while the writer may still fail, and nothing is lost or reordered. */
class HeldOutputTest {
    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
    private int begun;
    private final HeldOutput held = HeldOutput.ofEntity(wire, 0, out -> begun++);

    @Test
    void eightKibibytesAreHeldAndOneMoreByteIsNot() throws IOException {
        held.write(new byte[8_191]);
        held.write(1);
        assertThat(wire.size()).isZero();
        held.write(2);
        assertThat(wire.size()).isEqualTo(8_193);
        held.write(3);
        assertThat(wire.size()).isEqualTo(8_194);
    }

    @Test
    void theBeginningIsToldOnceAndOnlyWhereMoreMayFollow() throws IOException {
        held.write(new byte[8_192]);
        held.release();
        assertThat(begun).isZero();
        HeldOutput longer = HeldOutput.ofEntity(wire, 0, out -> begun++);
        longer.write(new byte[8_193]);
        longer.write(1);
        longer.release();
        assertThat(begun).isEqualTo(1);
        HeldOutput stream = HeldOutput.ofStream(wire, 0, out -> begun++);
        stream.flush();
        stream.flush();
        assertThat(begun).isEqualTo(2);
    }

    @Test
    void aStreamThatFlushesOrClosesLetsGo() throws IOException {
        HeldOutput flushed = HeldOutput.ofStream(wire, 0, out -> begun++);
        flushed.write(1);
        flushed.flush();
        assertThat(wire.size()).isEqualTo(1);
        HeldOutput closed = HeldOutput.ofStream(wire, 0, out -> begun++);
        closed.write(2);
        closed.close();
        assertThat(wire.toByteArray()).containsExactly(1, 2);
    }

    @Test
    void aWriterThatFlushesAndClosesOnItsWayOutOfAFailureLetsNothingGo() {
        FakeInterception.Writing writing = new FakeInterception.Writing(out -> {
                    out.write(new byte[100]);
                    out.flush();
                    out.close();
                    throw new IllegalStateException("canary");
                })
                .onto(wire);
        assertThatThrownBy(() -> new WriteFailures().aroundWriteTo(writing)).isInstanceOf(Refusal.class);
        assertThat(wire.size()).isZero();
    }

    @Test
    void whateverIsWrittenArrivesInOrder() throws IOException {
        Random random = new Random(7);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (int i = 0; i < 200; i++) {
            byte[] piece = new byte[random.nextInt(300)];
            random.nextBytes(piece);
            held.write(piece, 0, piece.length);
            expected.write(piece);
        }
        held.release();
        held.release();
        assertThat(wire.toByteArray()).isEqualTo(expected.toByteArray());
    }

    @Test
    void halfAnEntityIsNotSent() {
        FakeInterception.Writing writing = new FakeInterception.Writing(out -> {
                    out.write(new byte[100]);
                    throw new IOException("canary");
                })
                .onto(wire);
        assertThatThrownBy(() -> new WriteFailures().aroundWriteTo(writing)).isInstanceOf(Refusal.class);
        assertThat(wire.size()).isZero();
    }

    @Test
    void aWholeEntityIs() throws IOException {
        new WriteFailures().aroundWriteTo(new FakeInterception.Writing(out -> out.write(new byte[100])).onto(wire));
        assertThat(wire.size()).isEqualTo(100);
    }
}
