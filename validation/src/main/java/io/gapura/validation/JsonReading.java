package io.gapura.validation;

import io.gapura.filters.BodyGuard;
import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.json.JsonPieceException;
import io.gapura.filters.json.JsonPieces;
import org.jspecify.annotations.Nullable;

/**
 * One body, on its way through a {@link JsonGuard}. Bytes are first known to be UTF-8, then cut where the parser's
 * verdict cannot hang on the cut (see {@link JsonCut}), then counted token by token.
 */
final class JsonReading implements BodyGuard {
    private static final byte BOM = (byte) 0xEF;

    private final JsonPieces.Maker maker;
    private final Utf8Scan utf8 = new Utf8Scan();
    private final JsonCut cut;
    private final JsonTokens tokens;
    private @Nullable JsonPieces pieces;
    private int begun;
    private long fed;
    private boolean over;

    /**
     * @param shape what the members are held against; null: nothing
     * @param status what breaks it is answered with
     */
    JsonReading(JsonLimits limits, JsonPieces.Maker maker, @Nullable ShapeWalk shape, int status) {
        this.maker = maker;
        this.cut = new JsonCut(Math.max(limits.string(), limits.name()));
        this.tokens = new JsonTokens(limits, shape, status);
    }

    @Override
    public void bytes(byte[] piece, int offset, int length) throws BodyRejectedException {
        if (length == 0 || over) {
            return;
        }
        int to = offset + length;
        fed += length;
        try {
            int valid = utf8.scan(piece, offset, begun < 2 ? otherEncoding(piece, offset, to) : to);
            feed(piece, offset, valid);
            if (valid < to) {
                throw StructureViolation.JSON_ENCODING.refusal();
            }
        } catch (BodyRejectedException refused) {
            close();
            throw refused;
        }
    }

    /**
     * RFC 8259 §8.1: what begins with a mark, or has a NUL in its first two bytes as UTF-16 and UTF-32 do, is no UTF-8.
     *
     * @return where that is seen, or {@code to}
     */
    private int otherEncoding(byte[] piece, int from, int to) {
        for (int at = from; at < to && begun < 2; at++) {
            if (piece[at] == 0 || begun == 0 && piece[at] == BOM) {
                return at;
            }
            begun++;
        }
        return to;
    }

    private void feed(byte[] piece, int from, int to) throws BodyRejectedException {
        int begin = cut.join(piece, from, to);
        if (cut.isJoined()) {
            parse(cut.held(), 0, cut.length());
            cut.clear();
        }
        int end = cut.hold(piece, begin, to);
        if (end > begin) {
            parse(piece, begin, end);
        }
    }

    private void parse(byte[] piece, int from, int to) throws BodyRejectedException {
        JsonPieces parser = pieces;
        if (parser == null) {
            parser = maker.open();
            pieces = parser;
        }
        try {
            parser.feed(piece, from, to);
            tokens.take(parser, fed, utf8.isEscaped());
        } catch (JsonPieceException refused) {
            throw refusal(refused.fault());
        }
    }

    private static BodyRejectedException refusal(JsonPieceException.Fault fault) {
        return switch (fault) {
            case SYNTAX -> StructureViolation.JSON_SYNTAX.refusal();
            case NAME -> StructureViolation.JSON_NAME.refusal();
            case STRING -> StructureViolation.JSON_STRING.refusal();
            case NUMBER -> StructureViolation.JSON_NUMBER.refusal();
        };
    }

    @Override
    public void end() throws BodyRejectedException {
        if (over) {
            return;
        }
        try {
            if (!utf8.isWhole()) {
                throw StructureViolation.JSON_ENCODING.refusal();
            }
            if (cut.length() > 0) {
                parse(cut.held(), 0, cut.length());
            }
            finish();
        } finally {
            close();
        }
    }

    private void finish() throws BodyRejectedException {
        JsonPieces parser = pieces;
        if (parser == null) {
            throw StructureViolation.JSON_SYNTAX.refusal();
        }
        try {
            parser.end();
            tokens.take(parser, fed, utf8.isEscaped());
        } catch (JsonPieceException refused) {
            throw refusal(refused.fault());
        }
        tokens.requireWhole();
    }

    /** Parsers stop at the end of a value; what stands behind it is this guard's to see. */
    @Override
    public boolean awaitsEnd() {
        return begun > 0 && !over;
    }

    private void close() {
        over = true;
        JsonPieces parser = pieces;
        if (parser != null) {
            pieces = null;
            parser.close();
        }
    }
}
