package io.gapura.filters.audit.view;

import io.gapura.filters.audit.LogOutcome;
import io.gapura.filters.audit.LogQuery;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The query of one request, read strictly: each name known and given once, each value within its bounds. */
final class ViewParameters {
    private static final int LONGEST_QUERY = 4_096;
    private static final int LONGEST_VALUE = 256;

    private final Map<String, String> values;

    /** What is wrong with a question; the name is one of ours, or empty. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final String parameter;

        private RefusedException(String parameter) {
            super("a parameter is refused", null, false, false);
            this.parameter = parameter;
        }

        Optional<String> parameter() {
            return Optional.of(parameter).filter(name -> !name.isEmpty());
        }
    }

    private ViewParameters(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Takes a raw query apart.
     *
     * @param raw as it was sent, without the question mark
     */
    static ViewParameters read(String raw, Set<String> known) throws RefusedException {
        if (raw.length() > LONGEST_QUERY) {
            throw new RefusedException("");
        }
        Map<String, String> values = new HashMap<>();
        for (String pair : raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (!known.contains(name)) {
                throw new RefusedException("");
            }
            String value = decoded(name, equals < 0 ? "" : pair.substring(equals + 1));
            if (value.isEmpty() || values.put(name, value) != null) {
                throw new RefusedException(name);
            }
        }
        return new ViewParameters(values);
    }

    /** Percent-encoded UTF-8; a plus sign is a plus sign. */
    private static String decoded(String name, String text) throws RefusedException {
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '%') {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw new RefusedException(name);
                }
                bytes.put((byte) (high << 4 | low));
                i += 2;
            } else if (next > 0x20 && next < 0x7F) {
                bytes.put((byte) next);
            } else {
                throw new RefusedException(name);
            }
        }
        try {
            String value =
                    StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
            if (value.codePointCount(0, value.length()) > LONGEST_VALUE) {
                throw new RefusedException(name);
            }
            return value;
        } catch (CharacterCodingException malformed) {
            throw new RefusedException(name);
        }
    }

    /** A whole number within bounds. */
    long number(String name, long least, long most, long otherwise) throws RefusedException {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("0|[1-9][0-9]{0,17}")) {
            throw new RefusedException(name);
        }
        long number = Long.parseLong(text);
        if (number < least || number > most) {
            throw new RefusedException(name);
        }
        return number;
    }

    long sequence() throws RefusedException {
        long sequence = number("sequence", 0, Long.MAX_VALUE - 1, -1);
        if (sequence < 0) {
            throw new RefusedException("sequence");
        }
        return sequence;
    }

    /** Only the word "true" is one. */
    boolean flag(String name) throws RefusedException {
        return read(name, text -> matching(text, "true")).isPresent();
    }

    <T> Optional<T> read(String name, Function<String, T> reading) throws RefusedException {
        String text = values.get(name);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reading.apply(text));
        } catch (IllegalArgumentException | DateTimeException malformed) {
            throw new RefusedException(name);
        }
    }

    LogQuery query() throws RefusedException {
        Optional<Instant> from = read("from", Instant::parse);
        Optional<Instant> to = read("to", Instant::parse);
        if (isOutside(from) || isOutside(to)) {
            throw new RefusedException("from");
        }
        return new LogQuery(
                from,
                to,
                read("class", text -> Long.valueOf(matching(text, "[1-9][0-9]{3,5}"))),
                read("caller", text -> text),
                read("correlation", text -> text),
                read("code", text -> matching(text, "[a-z][a-z0-9_]{0,63}")),
                read("endpoint", text -> text),
                read("outcome", ViewParameters::outcome));
    }

    /** Years of a calendar that people use: milliseconds of others overflow. */
    private static boolean isOutside(Optional<Instant> time) {
        return time.filter(at -> Math.abs(at.getEpochSecond()) > 253_402_300_799L)
                .isPresent();
    }

    private static LogOutcome outcome(String text) {
        for (LogOutcome outcome : LogOutcome.values()) {
            if (outcome.word().equals(text)) {
                return outcome;
            }
        }
        throw notOne();
    }

    private static String matching(String text, String form) {
        if (!text.matches(form)) {
            throw notOne();
        }
        return text;
    }

    static IllegalArgumentException notOne() {
        return new IllegalArgumentException("not one of the values");
    }
}
