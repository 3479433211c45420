package io.gapura.filters.signing;

/**
 * Why a signature was refused: the closed private list, each with the public answer that hides it. All that a client
 * could probe for shares one answer, 401 {@code signature-refused}.
 */
enum Reason {
    MISSING("missing", VerificationStep.FIELDS, Answer.REFUSED),
    ONE_FIELD_ONLY("one-field-only", VerificationStep.FIELDS, Answer.MALFORMED),
    TOO_LARGE("too-large", VerificationStep.PARSE, Answer.MALFORMED),
    TOO_MANY("too-many", VerificationStep.PARSE, Answer.MALFORMED),
    PARSE("parse", VerificationStep.PARSE, Answer.MALFORMED),
    LABEL("label", VerificationStep.PARSE, Answer.MALFORMED),
    COMPONENT_UNKNOWN("component-unknown", VerificationStep.COVERAGE, Answer.REFUSED),
    COMPONENT_DUPLICATE("component-duplicate", VerificationStep.PARSE, Answer.MALFORMED),
    COMPONENT_ABSENT("component-absent", VerificationStep.SIGNATURE, Answer.REFUSED),
    COVERAGE("coverage", VerificationStep.COVERAGE, Answer.REFUSED),
    PARAMETER("parameter", VerificationStep.COVERAGE, Answer.REFUSED),
    ALG("alg", VerificationStep.COVERAGE, Answer.REFUSED),
    EXPIRED("expired", VerificationStep.TIME, Answer.REFUSED),
    TOO_OLD("too-old", VerificationStep.TIME, Answer.REFUSED),
    FUTURE("future", VerificationStep.TIME, Answer.REFUSED),
    BEFORE_START("before-start", VerificationStep.TIME, Answer.REFUSED),
    AUTHORITY("authority", VerificationStep.KEY, Answer.REFUSED),
    KEY_UNKNOWN("key-unknown", VerificationStep.KEY, Answer.REFUSED),
    KEY_VALIDITY("key-validity", VerificationStep.KEY, Answer.REFUSED),
    TAG("tag", VerificationStep.COVERAGE, Answer.REFUSED),
    SIGNATURE("signature", VerificationStep.SIGNATURE, Answer.REFUSED),
    DIGEST_MISSING("digest-missing", VerificationStep.BODY, Answer.REFUSED),
    DIGEST_WEAK("digest-weak", VerificationStep.BODY, Answer.REFUSED),
    DIGEST("digest", VerificationStep.BODY, Answer.REFUSED),
    REPLAY("replay", VerificationStep.NONCE, Answer.REFUSED),
    QUOTA("quota", VerificationStep.NONCE, Answer.UNAVAILABLE),
    STORE_FULL("store-full", VerificationStep.NONCE, Answer.UNAVAILABLE),
    STORE_UNAVAILABLE("store-unavailable", VerificationStep.NONCE, Answer.UNAVAILABLE),
    BODY_LIMIT("body-limit", VerificationStep.BODY, Answer.TOO_LARGE);

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
    private final VerificationStep step;
    private final Answer answer;

    Reason(String word, VerificationStep step, Answer answer) {
        this.word = word;
        this.step = step;
        this.answer = answer;
    }

    String word() {
        return word;
    }

    /** The step that usually finds it. */
    VerificationStep step() {
        return step;
    }

    Answer answer() {
        return answer;
    }
}
