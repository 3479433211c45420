package io.gapura.validation.constraints;

/**
 * Says whether an identifier looks like one in ASCII (UTS 39, section 4), for {@code @Identifier(confusable = REFUSE)}.
 * Found by service loading; the artifact {@code gapura-validation-icu} brings one. Must be thread-safe and must not keep
 * or log the text.
 */
public interface ConfusableCheck {
    /** The text is a well-formed identifier of at most 256 code points. */
    boolean looksLikeAscii(CharSequence identifier);
}
