package io.gapura.filters.signing.webhook;

/** Why a delivery was refused: words of the closed list of signatures, each with the public answer that hides it. */
enum WebhookReason {
    MISSING("missing", Answer.REFUSED),
    PARSE("parse", Answer.MALFORMED),
    TOO_LARGE("too-large", Answer.MALFORMED),
    TOO_MANY("too-many", Answer.MALFORMED),
    COMPONENT_ABSENT("component-absent", Answer.REFUSED),
    PARAMETER("parameter", Answer.REFUSED),
    TOO_OLD("too-old", Answer.REFUSED),
    FUTURE("future", Answer.REFUSED),
    SIGNATURE("signature", Answer.REFUSED),
    DIGEST_MISSING("digest-missing", Answer.REFUSED),
    DIGEST("digest", Answer.REFUSED),
    REPLAY("replay", Answer.REFUSED),
    /** The same delivery is being handled: whether it has to be handled again is not known yet. */
    RUNNING("replay", Answer.UNAVAILABLE),
    QUOTA("quota", Answer.UNAVAILABLE),
    STORE_FULL("store-full", Answer.UNAVAILABLE),
    STORE_UNAVAILABLE("store-unavailable", Answer.UNAVAILABLE),
    BODY_LIMIT("body-limit", Answer.TOO_LARGE);

    /** What the sender is told. */
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

    WebhookReason(String word, Answer answer) {
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
