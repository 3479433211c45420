package io.gapura.validation.files;

import static io.gapura.validation.files.BrokenFormatException.require;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Text: well-formed UTF-8 without controls other than TAB, LF, CR and FF, that does not begin as markup does. A browser
 * that is not told {@code nosniff} takes what begins with {@code <} for HTML.
 */
final class PlainUtf8 {
    private static final int PIECE = 8_192;

    private PlainUtf8() {}

    /** Whether the first bytes could be text. */
    static boolean begins(Window content) throws IOException {
        byte[] head = content.bytes(0, (int) Math.min(content.length(), 512));
        for (byte octet : head) {
            if (isControl(octet & 0xFF)) {
                return false;
            }
        }
        boolean all = head.length == content.length();
        CharBuffer characters = CharBuffer.allocate(head.length);
        boolean decodes = !StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(head), characters, all)
                .isError();
        return head.length > 0 && decodes && !isMarkup(content);
    }

    static Format.Facts read(Window content) throws IOException {
        require(!isMarkup(content), "markup");
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.allocate(PIECE);
        CharBuffer characters = CharBuffer.allocate(PIECE);
        long at = 0;
        while (at < content.length()) {
            int count = content.read(at, bytes.array(), bytes.position(), bytes.remaining());
            at += count;
            bytes.position(bytes.position() + count).flip();
            require(!decoder.decode(bytes, characters, at == content.length()).isError(), "not UTF-8");
            bytes.compact();
            check(characters.flip());
            characters.clear();
        }
        require(bytes.position() == 0 && !decoder.flush(characters).isError(), "not UTF-8");
        return Format.Facts.until(at);
    }

    private static void check(CharBuffer characters) throws BrokenFormatException {
        while (characters.hasRemaining()) {
            char each = characters.get();
            require(!isControl(each) && (each < 0x80 || each > 0x9F), "control");
        }
    }

    private static boolean isControl(int octet) {
        return octet < 0x20 && octet != '\t' && octet != '\n' && octet != '\r' && octet != '\f' || octet == 0x7F;
    }

    /** Blanks and a byte order mark before it do not count, as they do not for browsers (WHATWG MIME Sniffing §7.1). */
    private static boolean isMarkup(Window content) throws IOException {
        long at = content.matches(0, "\u00EF\u00BB\u00BF") ? 3 : 0;
        while (content.has(at, 1) && isBlank(content.u8(at))) {
            at++;
        }
        if (!content.has(at, 2) || content.u8(at) != '<') {
            return false;
        }
        int next = content.u8(at + 1);
        int letter = next & 0xDF;
        return next == '!' || next == '?' || letter >= 'A' && letter <= 'Z';
    }

    private static boolean isBlank(int octet) {
        return octet == ' ' || octet == '\t' || octet == '\n' || octet == '\r' || octet == '\f';
    }
}
