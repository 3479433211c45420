package io.gapura.filters;

/**
 * How hard a policy is applied: enforced, shadowed (decided and recorded, but let through), off, or enforced for a
 * sticky share of callers and shadowed for the rest.
 *
 * <p>A {@linkplain Rejection#hard() hard} rejection ignores the mode.
 *
 * @param share the share of callers it is enforced for, in hundredths of a percent, 0 to 10,000
 * @param runs whether the policy is asked at all
 */
public record Mode(int share, boolean runs) {
    /** Everybody: {@code mode = enforce}. */
    public static final Mode ENFORCE = new Mode(10_000, true);
    /** Nobody, but recorded: {@code mode = shadow}. */
    public static final Mode SHADOW = new Mode(0, true);
    /** Not asked at all: {@code mode = off}. Reported at start-up. */
    public static final Mode OFF = new Mode(0, false);

    public Mode {
        if (share < 0 || share > 10_000) {
            throw new IllegalArgumentException("share must be between 0 and 10000 hundredths of a percent");
        }
        if (!runs && share != 0) {
            throw new IllegalArgumentException("a policy that is off cannot be enforced for anybody");
        }
    }

    /** Enforced for that share of callers, shadowed for the others. */
    public static Mode enforce(int percent) {
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("percent must be between 1 and 100");
        }
        return new Mode(percent * 100, true);
    }

    /** Whether some callers are enforced and others shadowed. */
    public boolean sampled() {
        return share > 0 && share < 10_000;
    }

    @Override
    public String toString() {
        if (!runs) {
            return "off";
        }
        if (share == 0) {
            return "shadow";
        }
        return share == 10_000 ? "enforce" : "enforce " + share / 100 + "%";
    }
}
