package io.gapura.validation;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A range of numbers, ends included, either of them open. Whole numbers of 64 bits are compared without an object.
 * Immutable.
 */
record Bounds(@Nullable BigDecimal min, @Nullable BigDecimal max, long least, long most, boolean plain) {
    static final Bounds NONE = of(null, null);

    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    static Bounds of(@Nullable BigDecimal min, @Nullable BigDecimal max) {
        boolean plain = isPlain(min) && isPlain(max);
        long least = plain && min != null ? min.longValueExact() : Long.MIN_VALUE;
        long most = plain && max != null ? max.longValueExact() : Long.MAX_VALUE;
        return new Bounds(min, max, least, most, plain);
    }

    private static boolean isPlain(@Nullable BigDecimal end) {
        return end == null
                || end.compareTo(LEAST) >= 0
                        && end.compareTo(MOST) <= 0
                        && end.stripTrailingZeros().scale() <= 0;
    }

    /** What is within both. */
    Bounds and(Bounds other) {
        BigDecimal higher = min == null || other.min != null && other.min.compareTo(min) > 0 ? other.min : min;
        BigDecimal lower = max == null || other.max != null && other.max.compareTo(max) < 0 ? other.max : max;
        return of(higher, lower);
    }

    boolean isEmpty() {
        return min != null && max != null && min.compareTo(max) > 0;
    }

    boolean isOpen() {
        return min == null || max == null;
    }

    /** Whether a number in its text form is within. */
    boolean contains(String number, ParameterType type) {
        if (min == null && max == null) {
            return true;
        }
        if (plain && type != ParameterType.DECIMAL && NumberText.isLong(number)) {
            long value = NumberText.longOf(number);
            return value >= least && value <= most;
        }
        BigDecimal value = new BigDecimal(number);
        return (min == null || value.compareTo(min) >= 0) && (max == null || value.compareTo(max) <= 0);
    }
}
