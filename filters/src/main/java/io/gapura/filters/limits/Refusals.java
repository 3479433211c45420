package io.gapura.filters.limits;

import io.gapura.filters.Decision;
import io.gapura.filters.Rejection;
import io.gapura.filters.Violation;
import io.gapura.filters.Violation.Place;
import java.util.List;

/** The refusals of this package, made once: a refusal is never dearer than an acceptance. */
final class Refusals {
    static final Decision CHARACTER = hard(400, "request-malformed", Place.HEADER, "header.character");
    static final Decision REPEATED = hard(400, "request-malformed", Place.HEADER, "header.repeated");
    static final Decision OVERRIDE_HEADER = soft(400, "request-malformed", Place.HEADER, "header.method-override");
    static final Decision OVERRIDE_PARAMETER = soft(400, "request-malformed", Place.QUERY, "header.method-override");
    static final Decision EXPECT = soft(417, "expectation-refused", Place.HEADER, "header.expect");
    static final Decision CL_TE = hard(400, "request-malformed", Place.HEADER, "framing.cl-te");
    static final Decision LENGTH = hard(400, "request-malformed", Place.HEADER, "framing.length");
    static final Decision CODING = hard(400, "request-malformed", Place.HEADER, "framing.coding");
    static final Decision.Reject BODY_UNEXPECTED = soft(400, "request-malformed", Place.BODY, "body.unexpected");
    static final Decision METHOD_UNKNOWN = Decision.reject(501, "method-unknown", "method.unknown");
    static final Decision HOST_NOT_SERVED = soft(421, "host-not-served", Place.HEADER, "host.not-served");

    static final Decision.Reject FORM_SIZE = soft(413, "body-too-large", Place.BODY, "form.size");
    static final Decision FORM_CHARSET = hard(415, "media-type-refused", Place.HEADER, "media.charset");
    static final Decision.Reject FORM_COUNT = soft(400, "parameters-refused", Place.FORM, "param.count");
    static final Decision.Reject FORM_NAME = soft(400, "parameters-refused", Place.FORM, "param.name");
    static final Decision.Reject FORM_SOURCE = soft(400, "parameters-refused", Place.FORM, "param.source");
    static final Decision.Reject RATIO = soft(413, "body-too-large", Place.BODY, "body.ratio");
    static final Decision.Reject OVERRIDE_FORM = soft(400, "request-malformed", Place.FORM, "header.method-override");

    static final Decision HEADER_COUNT = hard(431, "headers-too-large", Place.HEADER, "header.count");
    static final Decision HEADER_SIZE = hard(431, "headers-too-large", Place.HEADER, "header.size");
    static final Decision COOKIE_COUNT = soft(431, "headers-too-large", Place.COOKIE, "cookie.count");
    static final Decision PARAMETER_COUNT = soft(400, "parameters-refused", Place.QUERY, "param.count");
    static final Decision PARAMETER_NAME = soft(400, "parameters-refused", Place.QUERY, "param.name");
    static final Decision MEDIA_CODING = soft(415, "media-type-refused", Place.HEADER, "media.coding");

    private Refusals() {}

    private static Decision.Reject hard(int status, String code, Place place, String word) {
        return Decision.reject(rejection(status, code, place, word).asHard());
    }

    private static Decision.Reject soft(int status, String code, Place place, String word) {
        return Decision.reject(rejection(status, code, place, word));
    }

    private static Rejection rejection(int status, String code, Place place, String word) {
        return Rejection.of(status, code, word).violations(List.of(new Violation(place, "", word)));
    }
}
