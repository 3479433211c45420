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
    private final JsonFindings findings;
    private final JsonTokens tokens;
    private @Nullable JsonPieces pieces;
    private int begun;
    private long fed;
    private boolean over;

    /** Of a document that is no JSON, or too deep, the bytes alone are looked at further. */
    private boolean blind;

    /**
     * @param document what the members are held against; null: nothing
     * @param records whether it goes on behind what it finds
     */
    JsonReading(JsonLimits limits, JsonPieces.Maker maker, @Nullable HeldDocument document, boolean records) {
        this.maker = maker;
        this.cut = new JsonCut(Math.max(limits.string(), limits.name()));
        this.findings = new JsonFindings(records);
        this.tokens = new JsonTokens(limits, document, findings);
    }

    @Override
    public boolean resume() throws BodyRejectedException {
        findings.tellNext();
        return findings.records();
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
                feedHeld();
                findings.found(StructureViolation.JSON_ENCODING);
                close();
            }
        } catch (BodyRejectedException refused) {
            close();
            throw refused;
        }
        findings.tellNext();
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
        if (end > begin && !blind) {
            parse(piece, begin, end);
        }
    }

    /** What stood before the end is looked at before what is wrong there, whatever pieces it came in. */
    private void feedHeld() throws BodyRejectedException {
        if (!blind && cut.length() > 0) {
            parse(cut.held(), 0, cut.length());
            cut.clear();
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
            take(parser);
        } catch (JsonPieceException refused) {
            unreadable(refused.fault());
        }
    }

    private void unreadable(JsonPieceException.Fault fault) throws BodyRejectedException {
        blind = true;
        findings.found(violation(fault));
    }

    private void take(JsonPieces parser) throws JsonPieceException, BodyRejectedException {
        if (!tokens.take(parser, fed, utf8.isEscaped())) {
            blind = true;
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
                findings.found(StructureViolation.JSON_ENCODING);
            }
            feedHeld();
            if (!blind) {
                finish();
            }
        } finally {
            close();
        }
        findings.tellNext();
    }

    private void finish() throws BodyRejectedException {
        JsonPieces parser = pieces;
        if (parser == null) {
            findings.found(StructureViolation.JSON_SYNTAX);
            return;
        }
        try {
            parser.end();
            take(parser);
        } catch (JsonPieceException refused) {
            unreadable(refused.fault());
        }
        if (!blind) {
            tokens.requireWhole();
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
