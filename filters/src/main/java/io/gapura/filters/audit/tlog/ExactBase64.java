package io.gapura.filters.audit.tlog;

import java.util.Arrays;
import java.util.Base64;

/** Standard base64 (RFC 4648 §4) in its one spelling: padded, no line breaks, unused bits zero. */
final class ExactBase64 {
    private ExactBase64() {}

    static byte[] decode(String text, String what) throws NotProvenException {
        byte[] ascii = Ascii.bytes(text, what);
        try {
            byte[] bytes = Base64.getDecoder().decode(ascii);
            if (Arrays.equals(Base64.getEncoder().encode(bytes), ascii)) {
                return bytes;
            }
        } catch (IllegalArgumentException malformed) {
            // said below, without the content
        }
        throw new NotProvenException(what + " is not exact base64");
    }

    static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
