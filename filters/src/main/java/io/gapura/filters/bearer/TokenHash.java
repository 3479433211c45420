package io.gapura.filters.bearer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** What a memory keeps of the text of a token: see {@link TokenDigest}. */
record TokenHash(long first, long second, long third, long fourth) {
    static final int LENGTH = 32;

    private static final VarHandle PARTS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static long part(byte[] digest, int at) {
        return (long) PARTS.get(digest, at);
    }

    static TokenHash of(byte[] digest) {
        return new TokenHash(part(digest, 0), part(digest, 8), part(digest, 16), part(digest, 24));
    }

    /** Any part of a digest is as good as another. */
    @Override
    public int hashCode() {
        return (int) first;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenHash that
                && first == that.first
                && second == that.second
                && third == that.third
                && fourth == that.fourth;
    }

    @Override
    public String toString() {
        return "TokenHash";
    }
}
