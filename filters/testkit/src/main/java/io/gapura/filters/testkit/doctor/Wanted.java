package io.gapura.filters.testkit.doctor;

/** What a sound application does with a probe. */
enum Wanted {
    /** Whatever it likes, as long as the answer is clean. */
    ANSWER,
    /** Refuses it, or answers 200 without content. */
    REFUSAL,
    /** As {@link #REFUSAL}; the probe is another spelling of the examined path. */
    NO_OTHER_SPELLING,
    /** As {@link #REFUSAL}, or 404; the probe names another path, which careless decoding makes the examined one. */
    NOT_THE_SAME,
    /** As {@link #REFUSAL}; the content hides a second request. */
    ONE_ANSWER,
    /** Fails, and tells nothing of it. */
    FAILURE;

    boolean refusal() {
        return this != ANSWER && this != FAILURE;
    }

    /** Whether an answer as to the examined path walks around that path's rules. */
    boolean aimsAtTheSame() {
        return this == NO_OTHER_SPELLING || this == NOT_THE_SAME;
    }
}
