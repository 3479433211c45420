package io.gapura.validation.uploads;

import io.gapura.filters.RefusedException;
import io.gapura.filters.Rejection;
import io.gapura.filters.Violation;
import java.util.List;

/** Why a multipart is refused, by the name that an answer and the audit record carry. */
public enum MultipartViolation {
    /** None, two, or one with characters that readers cut differently (CVE-2014-0050 class). */
    BOUNDARY(400, "content-malformed", "multipart.boundary"),
    /** Cut, or with something before or behind the parts that only some readers see. */
    SYNTAX(400, "content-malformed", "multipart.syntax"),
    /** More parts than declared: each costs (CVE-2023-24998). */
    PARTS(400, "content-malformed", "multipart.parts"),
    /** Fields of a part that are repeated, coded, folded, too long, or say another name as well. */
    HEADER(400, "content-malformed", "multipart.header"),
    /** A part that the endpoint does not name. */
    UNKNOWN(400, "parameters-refused", "param.unknown"),
    /** A part that comes more often than declared. */
    REPEATED(400, "parameters-refused", "param.repeated"),
    REQUIRED(400, "parameters-refused", "param.required"),
    /** Anything but {@code multipart/form-data}. */
    MEDIA_TYPE(415, "media-type-refused", "media.type");

    private final int status;
    private final String code;
    private final String word;

    MultipartViolation(int status, String code, String word) {
        this.status = status;
        this.code = code;
        this.word = word;
    }

    /** The dotted word. */
    public String word() {
        return word;
    }

    RefusedException refused() {
        return refused("");
    }

    /** Of a part by its declared name; empty for the whole content. */
    RefusedException refused(String part) {
        boolean ofPart = code.equals("parameters-refused");
        Violation.Place place = ofPart ? Violation.Place.PART : Violation.Place.BODY;
        return new RefusedException(Rejection.of(status, code, word)
                .violations(List.of(new Violation(place, part, word)))
                .asHard());
    }
}
