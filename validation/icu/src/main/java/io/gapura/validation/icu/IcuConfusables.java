package io.gapura.validation.icu;

import com.ibm.icu.text.SpoofChecker;
import io.gapura.validation.constraints.ConfusableCheck;

/**
 * Finds identifiers that look like one in ASCII: their skeleton (UTS 39, section 4) is ASCII and they are not. Immutable,
 * thread-safe; found by service loading.
 */
public final class IcuConfusables implements ConfusableCheck {
    private final SpoofChecker checker;

    /** For service loading. */
    public IcuConfusables() {
        checker = new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();
    }

    @Override
    public boolean looksLikeAscii(CharSequence identifier) {
        return !isAscii(identifier) && isAscii(checker.getSkeleton(identifier));
    }

    private static boolean isAscii(CharSequence text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
