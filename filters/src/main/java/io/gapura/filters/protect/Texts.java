package io.gapura.filters.protect;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strict UTF-8 both ways: half a surrogate pair would come back as a question mark. */
final class Texts {
    private Texts() {}

    /** Throws {@link IllegalArgumentException} for a text that UTF-8 cannot hold. */
    static byte[] utf8(String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] exact = new byte[bytes.remaining()];
            bytes.get(exact);
            bytes.rewind();
            bytes.put(new byte[exact.length]); // nothing of it stays behind
            return exact;
        } catch (CharacterCodingException halfAPair) {
            throw new IllegalArgumentException("the text holds half of a surrogate pair");
        }
    }

    static String text(byte[] utf8) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    }
}
