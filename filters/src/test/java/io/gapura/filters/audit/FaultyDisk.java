package io.gapura.filters.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A disk of the file system that hangs, and whose next operations fail when it is told so. */
final class FaultyDisk implements SegmentFile.Opener {
    final AtomicInteger failingWrites = new AtomicInteger();
    final AtomicInteger failingForces = new AtomicInteger();
    final AtomicInteger forces = new AtomicInteger();
    final AtomicInteger writes = new AtomicInteger();
    final AtomicInteger held = new AtomicInteger();
    volatile CountDownLatch hanging = new CountDownLatch(0);
    volatile CountDownLatch hangingForces = new CountDownLatch(0);
    volatile String error = "Input/output error";
    volatile int bytesThatFit;

    /** Until {@link #release}. */
    void hang() {
        hanging = new CountDownLatch(1);
    }

    /** The same, while writes go on. */
    void hangForces() {
        hangingForces = new CountDownLatch(1);
    }

    void release() {
        hanging.countDown();
        hangingForces.countDown();
    }

    private static boolean isNext(AtomicInteger failing) {
        return failing.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    private void passed(CountDownLatch gate) {
        if (gate.getCount() == 0) {
            return;
        }
        held.incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException never) {
            throw new AssertionError("nobody interrupts the writer", never);
        }
    }

    @Override
    public SegmentFile open(Path segment) throws IOException {
        SegmentFile real = SegmentFile.onDisk(segment);
        return new SegmentFile() {
            @Override
            public void append(ByteBuffer bytes) throws IOException {
                passed(hanging);
                writes.incrementAndGet();
                if (isNext(failingWrites)) {
                    real.append(bytes.limit(bytes.position() + Math.min(bytesThatFit, bytes.remaining())));
                    throw new IOException(error);
                }
                real.append(bytes);
            }

            @Override
            public void force() throws IOException {
                passed(hanging);
                passed(hangingForces);
                forces.incrementAndGet();
                if (isNext(failingForces)) {
                    throw new IOException(error);
                }
                real.force();
            }

            @Override
            public long length() {
                return real.length();
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }
}
