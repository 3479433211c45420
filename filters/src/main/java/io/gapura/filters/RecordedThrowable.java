package io.gapura.filters;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a throwable that is safe to log. The throwable itself is hostile input: its text may be endless, hold line
 * breaks or throw, its causes may have no end. Copied are its class, 1,024 characters of its text, 64 frames and eight
 * causes.
 */
final class RecordedThrowable extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 1_024;
    private static final int MOST_FRAMES = 64;
    private static final int MOST_CAUSES = 8;

    private RecordedThrowable(String text, @Nullable Throwable cause) {
        super(text, cause, false, true);
    }

    static @Nullable Throwable of(@Nullable Throwable thrown) {
        return of(thrown, 0);
    }

    private static @Nullable Throwable of(@Nullable Throwable thrown, int depth) {
        if (thrown == null || depth > MOST_CAUSES) {
            return null;
        }
        RecordedThrowable copy = new RecordedThrowable(text(thrown), of(causeOf(thrown), depth + 1));
        copy.setStackTrace(frames(thrown));
        return copy;
    }

    /** Without asking it for more than it can answer: null when it throws. */
    static @Nullable Throwable causeOf(Throwable thrown) {
        try {
            return thrown.getCause();
        } catch (RuntimeException | Error hostile) {
            return null;
        }
    }

    private static String text(Throwable thrown) {
        String name = thrown.getClass().getName();
        try {
            String message = thrown.getMessage();
            return message == null ? name : name + ": " + plain(message);
        } catch (RuntimeException | Error hostile) {
            return name + " whose text cannot be read";
        }
    }

    private static String plain(String message) {
        StringBuilder out = new StringBuilder(Math.min(message.length(), LONGEST));
        for (int i = 0; i < message.length() && i < LONGEST; i++) {
            char c = message.charAt(i);
            out.append(Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c);
        }
        return out.toString();
    }

    private static StackTraceElement[] frames(Throwable thrown) {
        try {
            StackTraceElement[] frames = thrown.getStackTrace();
            return Arrays.copyOf(frames, Math.min(frames.length, MOST_FRAMES));
        } catch (RuntimeException | Error hostile) {
            return new StackTraceElement[0];
        }
    }

    /** The name of what was thrown, and not of this copy. */
    @SuppressWarnings("OverrideThrowableToString") // the text begins with the class that was thrown
    @Override
    public String toString() {
        return String.valueOf(getMessage());
    }
}
