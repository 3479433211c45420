package io.gapura.filters.signing.webhook;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How bytes are written in a field or a secret: one written form for each value, but for the case of hex digits. */
enum Encoding {
    HEX {
        @Override
        byte[] decoded(String text) {
            return HexFormat.of().parseHex(text);
        }

        @Override
        boolean isCanonical(String text, byte[] bytes) {
            return true;
        }
    },
    BASE64 {
        @Override
        byte[] decoded(String text) {
            return Base64.getDecoder().decode(text);
        }

        /** The decoder of the JDK takes text without padding, and bits behind the last byte. */
        @Override
        boolean isCanonical(String text, byte[] bytes) {
            return Arrays.equals(Base64.getEncoder().encode(bytes), text.getBytes(StandardCharsets.ISO_8859_1));
        }
    };

    abstract byte[] decoded(String text);

    abstract boolean isCanonical(String text, byte[] bytes);

    /** The bytes; null for text that is not exactly their form. */
    byte @Nullable [] decode(String text) {
        try {
            byte[] bytes = decoded(text);
            return isCanonical(text, bytes) ? bytes : null;
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    /** Reads {@code <hex>} and {@code <base64>}. */
    static Encoding of(String placeholder) {
        for (Encoding encoding : values()) {
            if (placeholder.equals("<" + encoding.name().toLowerCase(Locale.ROOT) + ">")) {
                return encoding;
            }
        }
        throw new IllegalArgumentException("an encoding is <hex> or <base64>");
    }
}
