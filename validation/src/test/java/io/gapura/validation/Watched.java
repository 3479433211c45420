package io.gapura.validation;

import io.gapura.filters.BodyGuard;
import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What a guard says of a body that comes in pieces. */
final class Watched {
    private Watched() {}

    static Optional<Rejection> whole(BodyGuard guard, byte[] body) {
        return inPieces(guard, body, Math.max(1, body.length));
    }

    static Optional<Rejection> whole(BodyGuard guard, String body) {
        return whole(guard, body.getBytes(StandardCharsets.UTF_8));
    }

    static Optional<Rejection> byteByByte(BodyGuard guard, byte[] body) {
        return inPieces(guard, body, 1);
    }

    /** Each piece stands in an array of its own, between bytes that are none of its business, and is overwritten after. */
    static Optional<Rejection> inPieces(BodyGuard guard, byte[] body, int size) {
        try {
            for (int at = 0; at < body.length; at += size) {
                show(guard, body, at, Math.min(body.length, at + size));
            }
            guard.end();
            return Optional.empty();
        } catch (BodyRejectedException refused) {
            return Optional.of(refused.rejection());
        }
    }

    /** In two pieces. */
    static Optional<Rejection> cutAt(BodyGuard guard, byte[] body, int cut) {
        try {
            show(guard, body, 0, cut);
            show(guard, body, cut, body.length);
            guard.end();
            return Optional.empty();
        } catch (BodyRejectedException refused) {
            return Optional.of(refused.rejection());
        }
    }

    private static void show(BodyGuard guard, byte[] body, int from, int to) throws BodyRejectedException {
        byte[] piece = new byte[to - from + 2];
        Arrays.fill(piece, (byte) '"');
        System.arraycopy(body, from, piece, 1, to - from);
        guard.bytes(piece, 1, to - from);
        Arrays.fill(piece, (byte) 'x');
    }
}
