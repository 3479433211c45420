package io.gapura.validation.constraints;

/** Whether an identifier may look like another one. */
public enum Confusables {
    ALLOW,
    /** Refuses what looks like an identifier in ASCII; needs the artifact {@code gapura-validation-icu}. */
    REFUSE
}
