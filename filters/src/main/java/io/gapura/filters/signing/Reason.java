package io.gapura.filters.signing;

/**
 * Why a signature was refused: the closed private list, each with the public answer that hides it. All that a client
 * could probe for shares one answer, 401 {@code signature-refused}.
 */
enum Reason {
    MISSING("missing", VerificationStep.FIELDS, SignatureAnswer.REFUSED),
    ONE_FIELD_ONLY("one-field-only", VerificationStep.FIELDS, SignatureAnswer.MALFORMED),
    TOO_LARGE("too-large", VerificationStep.PARSE, SignatureAnswer.MALFORMED),
    TOO_MANY("too-many", VerificationStep.PARSE, SignatureAnswer.MALFORMED),
    PARSE("parse", VerificationStep.PARSE, SignatureAnswer.MALFORMED),
    LABEL("label", VerificationStep.PARSE, SignatureAnswer.MALFORMED),
    COMPONENT_UNKNOWN("component-unknown", VerificationStep.COVERAGE, SignatureAnswer.REFUSED),
    COMPONENT_DUPLICATE("component-duplicate", VerificationStep.PARSE, SignatureAnswer.MALFORMED),
    COMPONENT_ABSENT("component-absent", VerificationStep.SIGNATURE, SignatureAnswer.REFUSED),
    COVERAGE("coverage", VerificationStep.COVERAGE, SignatureAnswer.REFUSED),
    PARAMETER("parameter", VerificationStep.COVERAGE, SignatureAnswer.REFUSED),
    ALG("alg", VerificationStep.COVERAGE, SignatureAnswer.REFUSED),
    EXPIRED("expired", VerificationStep.TIME, SignatureAnswer.REFUSED),
    TOO_OLD("too-old", VerificationStep.TIME, SignatureAnswer.REFUSED),
    FUTURE("future", VerificationStep.TIME, SignatureAnswer.REFUSED),
    BEFORE_START("before-start", VerificationStep.TIME, SignatureAnswer.REFUSED),
    AUTHORITY("authority", VerificationStep.KEY, SignatureAnswer.REFUSED),
    KEY_UNKNOWN("key-unknown", VerificationStep.KEY, SignatureAnswer.REFUSED),
    KEY_VALIDITY("key-validity", VerificationStep.KEY, SignatureAnswer.REFUSED),
    TAG("tag", VerificationStep.COVERAGE, SignatureAnswer.REFUSED),
    SIGNATURE("signature", VerificationStep.SIGNATURE, SignatureAnswer.REFUSED),
    DIGEST_MISSING("digest-missing", VerificationStep.BODY, SignatureAnswer.REFUSED),
    DIGEST_WEAK("digest-weak", VerificationStep.BODY, SignatureAnswer.REFUSED),
    DIGEST("digest", VerificationStep.BODY, SignatureAnswer.REFUSED),
    REPLAY("replay", VerificationStep.NONCE, SignatureAnswer.REFUSED),
    QUOTA("quota", VerificationStep.NONCE, SignatureAnswer.UNAVAILABLE),
    STORE_FULL("store-full", VerificationStep.NONCE, SignatureAnswer.UNAVAILABLE),
    STORE_UNAVAILABLE("store-unavailable", VerificationStep.NONCE, SignatureAnswer.UNAVAILABLE),
    BODY_LIMIT("body-limit", VerificationStep.BODY, SignatureAnswer.TOO_LARGE);

    private final String word;
    private final VerificationStep step;
    private final SignatureAnswer answer;

    Reason(String word, VerificationStep step, SignatureAnswer answer) {
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

    SignatureAnswer answer() {
        return answer;
    }
}
