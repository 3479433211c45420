package io.gapura.filters.audit;

import io.gapura.filters.audit.LineValues.Role;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stored line in one pass over its bytes, when it is one of those that most are: canonical JSON of ASCII whose
 * attestation is as {@link HashChain} writes it. Says nothing of any other line: {@link LogLine} reads that, ten times as
 * slowly, and whatever passes here would pass there with the same result. Remembers the {@linkplain LineShape shapes} of the
 * last eight kinds of lines, which most lines have again. Not thread-safe.
 */
final class PlainLine {
    private static final int DEEPEST = 8;
    private static final int LONGEST_NAME = 128;
    private static final byte[] ATTESTATION = ascii("attestation_list");
    private static final byte[] METADATA = ascii("metadata");
    private static final byte[] TYPE = ascii("type_uid");
    private static final byte[] TIME = ascii("time");
    private static final byte[] LOGGED = ascii("logged_time");
    private static final byte[] SEQUENCE = ascii("sequence");
    private static final byte[] CODE = ascii("event_code");
    private static final byte[] PRUNED = ascii(EventCatalog.PRUNED.code());
    private static final byte[] UID = ascii("uid");
    private static final byte[] CHAIN_OPEN = ascii("[{\"chain_uid\":\"");
    private static final byte[] FINGERPRINT =
            ascii("\"fingerprint\":{\"algorithm_id\":3,\"encoding_id\":1,\"serialization_id\":2,\"value\":\"");
    private static final byte[] FINGERPRINT_END = ascii("\"}");
    private static final byte[] COMMA_FINGERPRINT = ascii("\"," + new String(FINGERPRINT, StandardCharsets.US_ASCII));
    private static final byte[] PREVIOUS = ascii(",\"prev_event\":{");
    private static final byte[] PREVIOUS_TYPE = ascii(",\"type_uid\":");
    private static final byte[] PREVIOUS_UID = ascii(",\"uid\":\"");
    private static final byte[] PREVIOUS_END = ascii("\"}");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");
    private static final byte[] LIST_END = ascii("}]");

    private static final int SHAPES = 8;

    private final LineValues values = new LineValues();
    private final LineShape[] shapes = new LineShape[SHAPES]; // the one that fitted last is the first
    private final PlainLink link = new PlainLink();
    private int known;
    private byte[] line = {};
    private int from;
    private int to;
    private int at;
    private boolean odd;
    private boolean pruned;

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Null when somebody else must read it. */
    @Nullable
    LogLine read(byte[] bytes) {
        return read(bytes, 0, bytes.length);
    }

    /** The same of a line in a buffer. */
    @Nullable
    LogLine read(byte[] bytes, int start, int end) {
        boolean found = bytes == line && start == from && end == to; // by who has just asked for its end
        odd = !found && end(bytes, start, end) != end && !isParsed(bytes, start, end);
        pruned = !odd && values.has(Role.CODE) && is(values.start(Role.CODE), values.end(Role.CODE), PRUNED);
        to = -1; // what a buffer holds changes
        return odd ? null : link.line(bytes, start, end, values);
    }

    /**
     * Where a line ends that is like one that was read before: nothing up to there is a line feed. Negative when what
     * begins there is like none of them.
     */
    int end(byte[] bytes, int start, int limit) {
        line = bytes;
        from = start;
        to = -1;
        for (int i = 0; i < known && to < 0; i++) {
            LineShape shape = shapes[i];
            to = shape.end(bytes, start, limit, values);
            if (to >= 0) {
                System.arraycopy(shapes, 0, shapes, 1, i);
                shapes[0] = shape;
            }
        }
        return to;
    }

    /** Whether the line that was read last tells of pruning, or may do so. */
    boolean mayBeTombstone() {
        return odd || pruned;
    }

    /** Reads the line whole, and remembers how lines like it look. */
    private boolean isParsed(byte[] bytes, int start, int end) {
        line = bytes;
        from = start;
        to = end;
        values.clear();
        at = from;
        odd = false;
        object(1, Place.EVENT);
        if (odd || at != to || !PlainLink.isWhole(values)) {
            return false;
        }
        if (values.areAll()) {
            System.arraycopy(shapes, 0, shapes, 1, SHAPES - 1);
            shapes[0] = LineShape.of(line, from, to, values);
            known = Math.min(known + 1, SHAPES);
        }
        return true;
    }

    /** Where an object is, so that its members mean something. */
    private enum Place {
        EVENT,
        METADATA,
        ELSEWHERE
    }

    private void object(int depth, Place place) {
        expect('{');
        int before = -1;
        int beforeEnd = -1;
        if (peek() == '}') {
            at++;
            return;
        }
        while (!odd) {
            int name = at + 1;
            skipString();
            int nameEnd = at - 1;
            if (odd
                    || nameEnd - name > LONGEST_NAME
                    || before >= 0 && Arrays.compareUnsigned(line, before, beforeEnd, line, name, nameEnd) >= 0) {
                odd = true;
                return;
            }
            before = name;
            beforeEnd = nameEnd;
            expect(':');
            member(depth, place, name, nameEnd);
            if (peek() == '}') {
                at++;
                return;
            }
            expect(',');
        }
    }

    private void member(int depth, Place place, int name, int end) {
        if (place == Place.EVENT && is(name, end, ATTESTATION)) {
            attestation();
        } else if (place == Place.EVENT && is(name, end, METADATA)) {
            object(depth + 1, Place.METADATA);
        } else if (place == Place.EVENT && is(name, end, TYPE)) {
            number(Role.TYPE);
        } else if (place == Place.EVENT && is(name, end, TIME)) {
            number(Role.TIME);
        } else if (place == Place.METADATA && is(name, end, LOGGED)) {
            number(Role.LOGGED);
        } else if (place == Place.METADATA && is(name, end, SEQUENCE)) {
            number(Role.SEQUENCE);
        } else if (place == Place.METADATA && is(name, end, CODE)) {
            string(Role.CODE);
        } else if (place == Place.METADATA && is(name, end, UID)) {
            string(Role.UID);
        } else {
            value(depth);
        }
    }

    private boolean is(int start, int end, byte[] name) {
        return end - start == name.length && end <= to && PlainText.same(line, start, name, 0, name.length);
    }

    private void value(int depth) {
        switch (peek()) {
            case '"' -> string(Role.NONE);
            case '{' -> nested(depth);
            case '[' -> array(depth);
            case 't' -> expect(TRUE);
            case 'f' -> expect(FALSE);
            default -> number(Role.NONE);
        }
    }

    private void nested(int depth) {
        if (depth >= DEEPEST) {
            odd = true;
        } else {
            object(depth + 1, Place.ELSEWHERE);
        }
    }

    private void array(int depth) {
        if (depth >= DEEPEST) {
            odd = true;
            return;
        }
        expect('[');
        if (peek() == ']') {
            at++;
            return;
        }
        while (!odd) {
            value(depth + 1);
            if (peek() == ']') {
                at++;
                return;
            }
            expect(',');
        }
    }

    /** {@code [{"chain_uid":…,"fingerprint":{…},"prev_event":{…}}]}. */
    private void attestation() {
        expect(CHAIN_OPEN);
        text(Role.CHAIN);
        expect(COMMA_FINGERPRINT);
        text(Role.FINGERPRINT);
        expect(FINGERPRINT_END);
        if (peek() == ',') {
            expect(PREVIOUS);
            expect(FINGERPRINT);
            text(Role.PREVIOUS_FINGERPRINT);
            expect(FINGERPRINT_END);
            expect(PREVIOUS_TYPE);
            number(Role.PREVIOUS_TYPE);
            expect(PREVIOUS_UID);
            text(Role.PREVIOUS_UID);
            expect(PREVIOUS_END);
        }
        expect(LIST_END);
    }

    private void string(Role role) {
        expect('"');
        text(role);
        at++;
    }

    private void text(Role role) {
        int start = at;
        skipToQuote();
        values.add(start, at, false, role);
    }

    private void skipString() {
        expect('"');
        skipToQuote();
        at++;
    }

    /** Stops at the quote; an escape or what is not ASCII is for somebody else. */
    private void skipToQuote() {
        at = Math.max(at, PlainText.end(line, at, to));
        odd |= at >= to || line[at] != '"';
    }

    private void number(Role role) {
        int end = PlainNumber.end(line, at, to);
        odd |= end < 0;
        if (!odd) {
            values.add(at, end, true, role);
            at = end;
        }
    }

    private int peek() {
        if (at >= to) {
            odd = true;
            return -1;
        }
        return line[at];
    }

    private void expect(char octet) {
        odd |= at >= to || line[at] != octet;
        at++;
    }

    private void expect(byte[] text) {
        odd |= to - at < text.length || !PlainText.same(line, at, text, 0, text.length);
        at += text.length;
    }
}
