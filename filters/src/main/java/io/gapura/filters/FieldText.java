package io.gapura.filters;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The characters of a header field, RFC 9110 §5.1 and §5.5: one table look-up for each, no locale, no allocation. */
final class FieldText {
    /** Over 0x7F: opaque bytes, which containers hand over as Latin-1. */
    static final int OPAQUE = 2;

    private static final int CONTROL = 1;

    /** Over 0xFF: the container has decoded already. */
    private static final int WIDE = 0xFF00;

    private static final byte[] CLASSES = classes();

    private FieldText() {}

    private static byte[] classes() {
        byte[] classes = new byte[256];
        for (int c = 0; c < 256; c++) {
            boolean control = c < ' ' && c != '\t' || c == 0x7F;
            classes[c] = (byte) (control ? CONTROL : c > 0x7F ? OPAQUE : 0);
        }
        return classes;
    }

    /** Zero for plain ASCII, {@link #OPAQUE} for more, -1 for a control other than TAB. Without a branch for each. */
    static int read(String value) {
        int seen = 0;
        for (int i = 0, length = value.length(); i < length; i++) {
            char c = value.charAt(i);
            seen |= CLASSES[c & 0xFF] | (c & WIDE);
        }
        if (seen == 0) {
            return 0;
        }
        boolean control = (seen & WIDE) == 0 ? (seen & CONTROL) != 0 : holdsControl(value);
        return control ? -1 : OPAQUE;
    }

    private static boolean holdsControl(String value) {
        return value.chars().anyMatch(c -> c < 0x80 && CLASSES[c] == CONTROL);
    }

    /** One to eighteen digits, RFC 9110 §8.6: no sign, no list, no overflow. */
    static boolean isLength(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() < 19;
    }

    /** The text that was sent: Latin-1 taken back to bytes, read as strict UTF-8; null when it is none. */
    static @Nullable String utf8(String value) {
        if (read(value) == 0) {
            return value;
        }
        byte[] octets = new byte[value.length()];
        for (int i = 0; i < octets.length; i++) {
            char c = value.charAt(i);
            if (c > 0xFF) {
                return value;
            }
            octets[i] = (byte) c;
        }
        return Percent.utf8(ByteBuffer.wrap(octets));
    }
}
