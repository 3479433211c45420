package io.gapura.filters.signing;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** A cursor over one field value that reads bare items and keys (RFC 9651 §4.2.3). Not thread-safe. */
final class FieldReader {
    private final String text;
    private final int end;
    private int at;

    FieldReader(String text) {
        this.text = text;
        this.end = text.length();
    }

    boolean atEnd() {
        return at == end;
    }

    boolean at(char c) {
        return at < end && text.charAt(at) == c;
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
        while (at < end && FieldCharacters.continuesKey(text.charAt(at))) {
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
        boolean negative = take('-');
        int from = at;
        long whole = digits(15);
        if (!at('.')) {
            return new BareItem.Int(negative ? -whole : whole);
        }
        if (at - from > 12) {
            throw malformed();
        }
        from = ++at;
        long fraction = digits(3);
        for (int i = at - from; i < 3; i++) {
            fraction *= 10;
        }
        long thousandths = whole * 1_000 + fraction;
        return new BareItem.Decimal(BigDecimal.valueOf(negative ? -thousandths : thousandths, 3));
    }

    /** One digit at least, and no more than that many. */
    private long digits(int most) throws MalformedFieldException {
        int from = at;
        long value = 0;
        while (at < end && FieldCharacters.isDigit(text.charAt(at))) {
            if (at - from == most) {
                throw malformed();
            }
            value = value * 10 + text.charAt(at++) - '0';
        }
        if (at == from) {
            throw malformed();
        }
        return value;
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
        while (at < end && FieldCharacters.continuesToken(text.charAt(at))) {
            at++;
        }
        return new BareItem.Token(text.substring(from, at));
    }

    /** RFC 9651 §4.2.7, with padding and zero pad bits demanded: one value, one text. */
    private BareItem bytes() throws MalformedFieldException {
        int from = ++at;
        int to = text.indexOf(':', from);
        byte[] value = to < 0 ? null : StrictBase64.decode(text, from, to);
        if (value == null) {
            throw malformed();
        }
        at = to + 1;
        return new BareItem.Bytes(value);
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

    /** RFC 9651 §4.2.10: UTF-8 in lower-case percent escapes; the first quote ends it, because none can be escaped. */
    private BareItem display() throws MalformedFieldException {
        at++;
        require('"');
        int to = text.indexOf('"', at);
        if (to < 0) {
            throw malformed();
        }
        ByteBuffer utf8 = ByteBuffer.allocate(to - at);
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
