package io.gapura.filters.bearer;

import java.nio.ByteBuffer;
import java.util.Base64;

/** SHA-256 of the text of a token: what a cache may keep of it. */
record TokenHash(long first, long second, long third, long fourth) {
    static final int LENGTH = 32;

    static TokenHash of(byte[] digest) {
        ByteBuffer bytes = ByteBuffer.wrap(digest);
        return new TokenHash(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    String base64Url() {
        byte[] bytes = ByteBuffer.allocate(LENGTH)
                .putLong(first)
                .putLong(second)
                .putLong(third)
                .putLong(fourth)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
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
