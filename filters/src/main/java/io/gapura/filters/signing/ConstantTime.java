package io.gapura.filters.signing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;

/**
 * Compares what was computed with a secret with what somebody sent, in a time that depends on nothing but the length,
 * which is no secret: all differences are gathered, and asked for once. As {@link MessageDigest#isEqual}, eight bytes at
 * a time.
 */
final class ConstantTime {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private ConstantTime() {}

    static boolean same(byte[] computed, byte[] sent) {
        if (computed.length != sent.length || computed.length % Long.BYTES != 0) {
            return MessageDigest.isEqual(computed, sent);
        }
        long apart = 0;
        for (int i = 0; i < computed.length; i += Long.BYTES) {
            apart |= (long) LONGS.get(computed, i) ^ (long) LONGS.get(sent, i);
        }
        return apart == 0;
    }
}
