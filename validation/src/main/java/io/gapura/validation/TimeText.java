package io.gapura.validation;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The text forms of dates and times: ISO 8601 in the one spelling that everybody writes, four digits of the year, capital
 * T and Z, and only what is in the calendar: no 31st of February, no leap second.
 */
final class TimeText {
    private static final String DATE = "dddd-dd-dd";

    private TimeText() {}

    static @Nullable LocalDate date(String text) {
        return shaped(text, DATE) ? valid(text, LocalDate::parse) : null;
    }

    static @Nullable LocalTime time(String text) {
        return timeEnd(text, 0) == text.length() ? valid(text, LocalTime::parse) : null;
    }

    static @Nullable LocalDateTime dateTime(String text) {
        return dateTimeEnd(text) == text.length() ? valid(text, LocalDateTime::parse) : null;
    }

    /** With {@code Z} or an offset of hours and minutes. */
    static @Nullable OffsetDateTime offsetDateTime(String text) {
        int end = dateTimeEnd(text);
        if (end < 0) {
            return null;
        }
        String zone = text.substring(end);
        boolean known = zone.equals("Z") || shaped(zone, "+dd:dd") || shaped(zone, "-dd:dd");
        return known ? valid(text, OffsetDateTime::parse) : null;
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(CharSequence text);
    }

    private static <T> @Nullable T valid(String text, Reader<T> reader) {
        try {
            return reader.read(text);
        } catch (DateTimeException notInTheCalendar) {
            return null;
        }
    }

    private static int dateTimeEnd(String text) {
        boolean begins = text.length() > DATE.length()
                && shaped(text.substring(0, DATE.length()), DATE)
                && text.charAt(DATE.length()) == 'T';
        return begins ? timeEnd(text, DATE.length() + 1) : -1;
    }

    /** {@code dd:dd}, then {@code :dd}, then up to nine digits of a second; -1 when it does not begin so. */
    private static int timeEnd(String text, int from) {
        int minutes = from + 5;
        if (text.length() < minutes || !shaped(text.substring(from, minutes), "dd:dd")) {
            return -1;
        }
        int seconds = minutes + 3;
        if (text.length() < seconds || !shaped(text.substring(minutes, seconds), ":dd")) {
            return minutes;
        }
        int at = seconds;
        if (at + 1 < text.length() && text.charAt(at) == '.') {
            at++;
            while (at < text.length() && isDigit(text.charAt(at))) {
                at++;
            }
            int digits = at - seconds - 1;
            return digits >= 1 && digits <= 9 ? at : -1;
        }
        return seconds;
    }

    private static boolean shaped(String text, String shape) {
        if (text.length() != shape.length()) {
            return false;
        }
        for (int i = 0; i < shape.length(); i++) {
            char wanted = shape.charAt(i);
            char c = text.charAt(i);
            if (wanted == 'd' ? !isDigit(c) : c != wanted) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
