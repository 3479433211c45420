package io.gapura.validation;

import io.gapura.filters.BodyGuard;
import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Rejection;
import io.gapura.filters.json.JsonPieceException;
import io.gapura.filters.json.JsonPieces;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;
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
    private final JsonCount count;
    private final @Nullable ShapeWalk shape;
    private final int status;
    private @Nullable JsonPieces pieces;
    private final boolean records;
    private final Set<StructureViolation> told = EnumSet.noneOf(StructureViolation.class);
    private final Deque<Rejection> pending = new ArrayDeque<>(2);
    private int begun;
    private boolean over;

    /** Of a document that is no JSON, or too deep, the bytes alone are looked at further. */
    private boolean blind;

    /** What stands behind the document is not held against its shape. */
    private boolean held;

    /**
     * @param shape what the members are held against; null: nothing
     * @param status what breaks it is answered with
     * @param records whether it goes on behind what it finds
     */
    JsonReading(JsonLimits limits, JsonPieces.Maker maker, @Nullable ShapeWalk shape, int status, boolean records) {
        this.maker = maker;
        this.cut = new JsonCut(Math.max(limits.string(), limits.name()));
        this.count = new JsonCount(
                limits, records ? Math.max(limits.string(), JsonGuard.WIDE_STRING) : limits.string(), this::found);
        this.shape = shape;
        this.status = status;
        this.records = records;
    }

    /** Each word is told once. */
    private void found(StructureViolation violation) throws BodyRejectedException {
        if (told.add(violation)) {
            found(violation.rejection());
        }
    }

    private void found(Rejection rejection) throws BodyRejectedException {
        if (!records) {
            throw new BodyRejectedException(rejection);
        }
        pending.add(rejection);
    }

    private void tellNext() throws BodyRejectedException {
        Rejection next = pending.poll();
        if (next != null) {
            throw new BodyRejectedException(next);
        }
    }

    @Override
    public boolean resume() throws BodyRejectedException {
        tellNext();
        return records;
    }

    @Override
    public void bytes(byte[] piece, int offset, int length) throws BodyRejectedException {
        if (length == 0 || over) {
            return;
        }
        int to = offset + length;
        try {
            int valid = utf8.scan(piece, offset, begun < 2 ? otherEncoding(piece, offset, to) : to);
            feed(piece, offset, valid);
            if (valid < to) {
                found(StructureViolation.JSON_ENCODING);
                close();
            }
        } catch (BodyRejectedException refused) {
            close();
            throw refused;
        }
        tellNext();
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
        if (blind) {
            return;
        }
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
            tokens(parser);
        } catch (JsonPieceException refused) {
            unreadable(refused.fault());
        }
    }

    private void unreadable(JsonPieceException.Fault fault) throws BodyRejectedException {
        blind = true;
        found(violation(fault));
    }

    private void tokens(JsonPieces parser) throws JsonPieceException, BodyRejectedException {
        boolean escaped = utf8.isEscaped();
        JsonPieces.Kind kind = parser.next();
        while (kind != JsonPieces.Kind.MORE && kind != JsonPieces.Kind.END) {
            count.token(kind, parser, escaped);
            if (count.isOverCeiling()) {
                blind = true;
                return;
            }
            if (shape != null) {
                hold(shape, kind, parser);
            }
            kind = parser.next();
        }
    }

    /** All that is wrong is told at once, with the last token of the document. */
    private void hold(ShapeWalk walk, JsonPieces.Kind kind, JsonPieces parser) throws BodyRejectedException {
        if (held) {
            return;
        }
        walk.token(kind, parser);
        held = walk.isOver();
        Rejection rejection = held ? walk.rejection(status) : null;
        if (rejection != null) {
            found(rejection);
        }
    }

    private static StructureViolation violation(JsonPieceException.Fault fault) {
        return switch (fault) {
            case SYNTAX -> StructureViolation.JSON_SYNTAX;
            case NAME -> StructureViolation.JSON_NAME;
            case STRING -> StructureViolation.JSON_STRING;
            case NUMBER -> StructureViolation.JSON_NUMBER;
        };
    }

    @Override
    public void end() throws BodyRejectedException {
        if (over) {
            return;
        }
        try {
            if (!utf8.isWhole()) {
                found(StructureViolation.JSON_ENCODING);
            }
            if (!blind && cut.length() > 0) {
                parse(cut.held(), 0, cut.length());
            }
            if (!blind) {
                finish();
            }
        } finally {
            close();
        }
        tellNext();
    }

    private void finish() throws BodyRejectedException {
        JsonPieces parser = pieces;
        if (parser == null) {
            found(StructureViolation.JSON_SYNTAX);
            return;
        }
        try {
            parser.end();
            tokens(parser);
        } catch (JsonPieceException refused) {
            unreadable(refused.fault());
        }
        if (!blind) {
            count.requireWhole();
        }
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
