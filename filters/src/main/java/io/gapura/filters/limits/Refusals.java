package io.gapura.filters.limits;

import io.gapura.filters.Decision;
import io.gapura.filters.HeaderViolation;
import io.gapura.filters.Rejection;
import io.gapura.filters.UriViolation;
import io.gapura.filters.Violation;
import io.gapura.filters.Violation.Place;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The refusals of this package, made once: a refusal is never dearer than an acceptance. */
final class Refusals {
    static final Decision OVERRIDE_PARAMETER = soft(400, "request-malformed", Place.QUERY, "header.method-override");
    static final Decision ENCODING = soft(400, "request-malformed", Place.HEADER, "header.encoding");
    static final Decision VALUE_SIZE = soft(431, "headers-too-large", Place.HEADER, "header.size");
    static final Decision COOKIE_MALFORMED = soft(400, "request-malformed", Place.COOKIE, "cookie.malformed");
    static final Decision COOKIE_REPEATED = soft(400, "request-malformed", Place.COOKIE, "cookie.repeated");
    static final Decision SECRET_IN_URL = soft(400, "parameters-refused", Place.QUERY, "param.secret-in-url");
    static final Decision EXTENSION = soft(404, "not-found", Place.TARGET, StaticFiles.RULE);
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

    /** What the firewall refuses softly: the names that may be shadowed alone. */
    static final Set<String> FIREWALL_RULES = firewallRules();

    private Refusals() {}

    private static Set<String> firewallRules() {
        Set<String> names = new TreeSet<>(Set.of(
                "method.unknown",
                "method.not-allowed",
                "body.unexpected",
                "header.encoding",
                "header.size",
                "cookie.malformed",
                "cookie.repeated",
                "host.not-served",
                "param.secret-in-url"));
        for (UriViolation violation : UriViolation.values()) {
            if (!violation.hard()) {
                names.add(violation.word());
            }
        }
        for (HeaderViolation violation : HeaderViolation.values()) {
            if (!violation.hard()) {
                names.add(violation.word());
            }
        }
        return Collections.unmodifiableSet(names);
    }

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
