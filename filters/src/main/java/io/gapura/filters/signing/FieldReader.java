package io.gapura.filters.signing;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A cursor over one field value that reads bare items and keys (RFC 9651 §4.2.3). Not thread-safe. */
final class FieldReader {
    private final String text;
    private int at;

    FieldReader(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return at == text.length();
    }

    boolean at(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    boolean take(char c) {
        if (!at(c)) {
            return false;
        }
        at++;
        return true;
    }

    void require(char c) throws MalformedFieldException {
        if (!take(c)) {
            throw malformed();
        }
    }

    void skipSpaces() {
        while (at(' ')) {
            at++;
        }
    }

    void skipOptionalWhitespace() {
        while (at(' ') || at('\t')) {
            at++;
        }
    }

    MalformedFieldException malformed() {
        return new MalformedFieldException(at);
    }

    private char next() throws MalformedFieldException {
        if (atEnd()) {
            throw malformed();
        }
        return text.charAt(at++);
    }

    /** RFC 9651 §4.2.3.3. */
    String key() throws MalformedFieldException {
        if (atEnd() || !FieldCharacters.startsKey(text.charAt(at))) {
            throw malformed();
        }
        int from = at++;
        while (!atEnd() && FieldCharacters.continuesKey(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    /** RFC 9651 §4.2.3.1: the first character tells the type. */
    BareItem bareItem() throws MalformedFieldException {
        if (atEnd()) {
            throw malformed();
        }
        char first = text.charAt(at);
        return switch (first) {
            case '"' -> string();
            case ':' -> bytes();
            case '?' -> bool();
            case '@' -> date();
            case '%' -> display();
            default -> {
                if (first == '-' || FieldCharacters.isDigit(first)) {
                    yield number();
                }
                yield token();
            }
        };
    }

    /** RFC 9651 §4.2.4: 15 digits, or 12 and three. */
    private BareItem number() throws MalformedFieldException {
        int from = at;
        take('-');
        int digits = digits();
        if (digits == 0 || digits > 15) {
            throw malformed();
        }
        if (!at('.')) {
            return new BareItem.Int(Long.parseLong(text.substring(from, at)));
        }
        at++;
        int fraction = digits();
        if (digits > 12 || fraction == 0 || fraction > 3) {
            throw malformed();
        }
        return new BareItem.Decimal(new BigDecimal(text.substring(from, at)));
    }

    private int digits() {
        int from = at;
        while (!atEnd() && FieldCharacters.isDigit(text.charAt(at))) {
            at++;
        }
        return at - from;
    }

    /** RFC 9651 §4.2.5: only the quote and the backslash may be escaped. */
    private BareItem string() throws MalformedFieldException {
        int from = ++at;
        StringBuilder unescaped = null;
        while (true) {
            char c = next();
            if (c == '"') {
                return new BareItem.Str(unescaped == null ? text.substring(from, at - 1) : unescaped.toString());
            }
            if (c < 0x20 || c > 0x7E) {
                throw malformed();
            }
            if (c == '\\') {
                unescaped = unescaped == null ? new StringBuilder(text.substring(from, at - 1)) : unescaped;
                c = next();
                if (c != '"' && c != '\\') {
                    throw malformed();
                }
            }
            if (unescaped != null) {
                unescaped.append(c);
            }
        }
    }

    private BareItem token() throws MalformedFieldException {
        int from = at;
        if (!FieldCharacters.startsToken(next())) {
            throw malformed();
        }
        while (!atEnd() && FieldCharacters.continuesToken(text.charAt(at))) {
            at++;
        }
        return new BareItem.Token(text.substring(from, at));
    }

    /** RFC 9651 §4.2.7, with padding and zero pad bits demanded: one value, one text. */
    private BareItem bytes() throws MalformedFieldException {
        int from = ++at;
        int to = text.indexOf(':', from);
        if (to < 0 || (to - from) % 4 != 0) {
            throw malformed();
        }
        String base64 = text.substring(from, to);
        try {
            byte[] value = Base64.getDecoder().decode(base64);
            if (!hasZeroPadBits(base64)) {
                throw malformed();
            }
            at = to + 1;
            return new BareItem.Bytes(value);
        } catch (IllegalArgumentException notBase64) {
            throw malformed();
        }
    }

    private static boolean hasZeroPadBits(String base64) {
        if (!base64.endsWith("=")) {
            return true;
        }
        boolean two = base64.endsWith("==");
        char last = base64.charAt(base64.length() - (two ? 3 : 2));
        return (two ? "AQgw" : "AEIMQUYcgkosw048").indexOf(last) >= 0;
    }

    private BareItem bool() throws MalformedFieldException {
        at++;
        return switch (next()) {
            case '1' -> BareItem.TRUE;
            case '0' -> new BareItem.Bool(false);
            default -> throw malformed();
        };
    }

    private BareItem date() throws MalformedFieldException {
        at++;
        if (number() instanceof BareItem.Int seconds) {
            return new BareItem.Date(seconds.value());
        }
        throw malformed();
    }

    /** RFC 9651 §4.2.10: UTF-8 in lower-case percent escapes. */
    private BareItem display() throws MalformedFieldException {
        at++;
        require('"');
        ByteBuffer utf8 = ByteBuffer.allocate(text.length() - at);
        for (char c = next(); c != '"'; c = next()) {
            if (c < 0x20 || c > 0x7E) {
                throw malformed();
            }
            utf8.put((byte) (c == '%' ? lowerHex() << 4 | lowerHex() : c));
        }
        try {
            return new BareItem.Display(
                    StandardCharsets.UTF_8.newDecoder().decode(utf8.flip()).toString());
        } catch (CharacterCodingException notUtf8) {
            throw malformed();
        }
    }

    private int lowerHex() throws MalformedFieldException {
        char c = next();
        if (FieldCharacters.isDigit(c)) {
            return c - '0';
        }
        if (c >= 'a' && c <= 'f') {
            return c - 'a' + 10;
        }
        throw malformed();
    }
}
