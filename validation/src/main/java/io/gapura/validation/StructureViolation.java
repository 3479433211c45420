package io.gapura.validation;

import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Rejection;
import io.gapura.filters.Violation;
import java.util.List;

/** What content can be refused for before anybody asks what it means. The words are public and stable. */
public enum StructureViolation {
    /** No JSON (RFC 8259), or something behind it: two parsers would read two documents. */
    JSON_SYNTAX("json.syntax"),
    /** Not UTF-8, or with a byte order mark: overlong forms walk past whoever compares bytes. */
    JSON_ENCODING("json.encoding", true),
    /** Deeper than the stack of whoever reads it. */
    JSON_DEPTH("json.depth"),
    /** More names and values than a tree of them has room for. */
    JSON_TOKENS("json.tokens"),
    /** An object with too many members. */
    JSON_MEMBERS("json.members"),
    /** An array with too many items. */
    JSON_ITEMS("json.items"),
    /** A name that is too long. */
    JSON_NAME("json.name"),
    /** A string that is too long. */
    JSON_STRING("json.string"),
    /** A number of too many digits: turning it into one takes quadratic time. */
    JSON_NUMBER("json.number"),
    /** One name twice in one object: one reader takes the first, another the last (CVE-2017-12635 class). */
    JSON_DUPLICATE_KEY("json.duplicate-key"),
    /** A document type: it reads files, calls other hosts, and grows without end (CWE-611, CWE-776). */
    XML_DTD("xml.dtd", true),
    /** No XML 1.0 in UTF-8, or XML that does more than hold data. */
    XML_SYNTAX("xml.syntax"),
    /** Too deep, or of too many or too large parts. */
    XML_LIMIT("xml.limit"),
    /** Half of a surrogate pair: no text, and not what will be stored or sent on. */
    TEXT_SURROGATE("text.surrogate", true);

    private final String word;
    private final boolean hard;

    StructureViolation(String word) {
        this(word, false);
    }

    StructureViolation(String word, boolean hard) {
        this.word = word;
        this.hard = hard;
    }

    /** The dotted word of the answer and of the audit record. */
    public String word() {
        return word;
    }

    /** Whether no mode lets it pass. */
    public boolean hard() {
        return hard;
    }

    /** 400 {@code content-malformed}. */
    public Rejection rejection() {
        Rejection made = Rejection.of(400, "content-malformed", word)
                .violations(List.of(new Violation(Violation.Place.BODY, "", word)));
        return hard ? made.asHard() : made;
    }

    BodyRejectedException refusal() {
        return new BodyRejectedException(rejection());
    }
}
