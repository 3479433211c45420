package io.gapura.filters.signing;

/**
 * Why a signature was refused: the closed private list, each with the public answer that hides it. All that a client
 * could probe for shares one answer, 401 {@code signature-refused}.
 */
enum Reason {
    MISSING("missing", Answer.REFUSED),
    ONE_FIELD_ONLY("one-field-only", Answer.MALFORMED),
    TOO_LARGE("too-large", Answer.MALFORMED),
    TOO_MANY("too-many", Answer.MALFORMED),
    PARSE("parse", Answer.MALFORMED),
    LABEL("label", Answer.MALFORMED),
    COMPONENT_UNKNOWN("component-unknown", Answer.REFUSED),
    COMPONENT_DUPLICATE("component-duplicate", Answer.MALFORMED),
    COMPONENT_ABSENT("component-absent", Answer.REFUSED),
    COVERAGE("coverage", Answer.REFUSED),
    PARAMETER("parameter", Answer.REFUSED),
    ALG("alg", Answer.REFUSED),
    EXPIRED("expired", Answer.REFUSED),
    TOO_OLD("too-old", Answer.REFUSED),
    FUTURE("future", Answer.REFUSED),
    BEFORE_START("before-start", Answer.REFUSED),
    AUTHORITY("authority", Answer.REFUSED),
    KEY_UNKNOWN("key-unknown", Answer.REFUSED),
    KEY_VALIDITY("key-validity", Answer.REFUSED),
    TAG("tag", Answer.REFUSED),
    SIGNATURE("signature", Answer.REFUSED),
    DIGEST_MISSING("digest-missing", Answer.REFUSED),
    DIGEST_WEAK("digest-weak", Answer.REFUSED),
    DIGEST("digest", Answer.REFUSED),
    REPLAY("replay", Answer.REFUSED),
    QUOTA("quota", Answer.UNAVAILABLE),
    STORE_FULL("store-full", Answer.UNAVAILABLE),
    STORE_UNAVAILABLE("store-unavailable", Answer.UNAVAILABLE),
    BODY_LIMIT("body-limit", Answer.TOO_LARGE);

    /** What the client is told. */
    enum Answer {
        MALFORMED(400, "signature-malformed"),
        REFUSED(401, "signature-refused"),
        TOO_LARGE(413, "body-too-large"),
        UNAVAILABLE(503, "store-unavailable");

        private final int status;
        private final String code;

        Answer(int status, String code) {
            this.status = status;
            this.code = code;
        }

        int status() {
            return status;
        }

        String code() {
            return code;
        }
    }

    private final String word;
    private final Answer answer;

    Reason(String word, Answer answer) {
        this.word = word;
        this.answer = answer;
    }

    String word() {
        return word;
    }

    Answer answer() {
        return answer;
    }
}
