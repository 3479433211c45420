package io.gapura.filters.signing.webhook;

import io.gapura.filters.signing.SignatureAnswer;

/** Why a delivery was refused: words of the closed list of signatures, each with the public answer that hides it. */
enum WebhookReason {
    MISSING("missing", SignatureAnswer.REFUSED),
    PARSE("parse", SignatureAnswer.MALFORMED),
    TOO_LARGE("too-large", SignatureAnswer.MALFORMED),
    TOO_MANY("too-many", SignatureAnswer.MALFORMED),
    COMPONENT_ABSENT("component-absent", SignatureAnswer.REFUSED),
    PARAMETER("parameter", SignatureAnswer.REFUSED),
    TOO_OLD("too-old", SignatureAnswer.REFUSED),
    FUTURE("future", SignatureAnswer.REFUSED),
    SIGNATURE("signature", SignatureAnswer.REFUSED),
    DIGEST_MISSING("digest-missing", SignatureAnswer.REFUSED),
    DIGEST("digest", SignatureAnswer.REFUSED),
    REPLAY("replay", SignatureAnswer.REFUSED),
    /** The same delivery is being handled: whether it has to be handled again is not known yet. */
    RUNNING("replay", SignatureAnswer.UNAVAILABLE),
    QUOTA("quota", SignatureAnswer.UNAVAILABLE),
    STORE_FULL("store-full", SignatureAnswer.UNAVAILABLE),
    STORE_UNAVAILABLE("store-unavailable", SignatureAnswer.UNAVAILABLE),
    BODY_LIMIT("body-limit", SignatureAnswer.TOO_LARGE);

    private final String word;
    private final SignatureAnswer answer;

    WebhookReason(String word, SignatureAnswer answer) {
        this.word = word;
        this.answer = answer;
    }

    String word() {
        return word;
    }

    SignatureAnswer answer() {
        return answer;
    }
}
