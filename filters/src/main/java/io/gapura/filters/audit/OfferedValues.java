package io.gapura.filters.audit;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Query;
import io.gapura.filters.RequestView;
import io.gapura.filters.Violation;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Of the parameters that shadow would have refused: how long a value was, of which characters, and a keyed hash to tell
 * equal ones; never the value. So an operator sees whether one client sends one odd value or all of them send long ones.
 * Eight of an event; what stands in content or in a cookie is not looked up. Called while the request is there.
 */
final class OfferedValues {
    private static final int MOST = 8;

    /** What a code point is, to whoever writes a rule about text. */
    private enum Letters {
        LETTERS,
        DIGITS,
        BLANKS,
        MARKS,
        PUNCTUATION,
        SYMBOLS,
        INVISIBLES,
        CONTROLS,
        OTHERS;

        static Letters of(int codePoint) {
            return switch (Character.getType(codePoint)) {
                case Character.UPPERCASE_LETTER,
                        Character.LOWERCASE_LETTER,
                        Character.TITLECASE_LETTER,
                        Character.MODIFIER_LETTER,
                        Character.OTHER_LETTER -> LETTERS;
                case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> DIGITS;
                case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> BLANKS;
                case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> MARKS;
                case Character.CONTROL -> CONTROLS;
                case Character.FORMAT -> INVISIBLES;
                case Character.CONNECTOR_PUNCTUATION,
                        Character.DASH_PUNCTUATION,
                        Character.START_PUNCTUATION,
                        Character.END_PUNCTUATION,
                        Character.INITIAL_QUOTE_PUNCTUATION,
                        Character.FINAL_QUOTE_PUNCTUATION,
                        Character.OTHER_PUNCTUATION -> PUNCTUATION;
                case Character.MATH_SYMBOL,
                        Character.CURRENCY_SYMBOL,
                        Character.MODIFIER_SYMBOL,
                        Character.OTHER_SYMBOL -> SYMBOLS;
                default -> OTHERS;
            };
        }
    }

    private OfferedValues() {}

    /** Each as {@code query page: 12 letters+digits hmac-sha256:KID:…}. */
    static List<String> of(List<AuditEvent.WouldReject> shadowed, RequestView request, Redaction redaction) {
        Set<String> all = new LinkedHashSet<>();
        for (AuditEvent.WouldReject would : shadowed) {
            for (Violation violation : would.rejection().violations()) {
                for (String value : values(violation, request)) {
                    if (all.size() < MOST) {
                        all.add(told(violation, value, redaction));
                    }
                }
            }
        }
        return List.copyOf(all);
    }

    private static List<String> values(Violation violation, RequestView request) {
        String name = violation.at();
        if (name.isEmpty() || SecretScan.smells(name)) {
            return List.of(); // of a secret not even its length
        }
        try {
            return switch (violation.place()) {
                case QUERY -> request.query().all(name);
                case FORM -> request.form().orElse(Query.empty()).all(name);
                case HEADER ->
                    SecretScan.smells(name) ? List.of() : request.headers().all(name);
                case TARGET -> request.pathParameters().all(name);
                default -> List.of();
            };
        } catch (RuntimeException unreadable) {
            return List.of(); // what it broke is recorded already
        }
    }

    private static String told(Violation violation, String value, Redaction redaction) {
        EnumSet<Letters> letters = EnumSet.noneOf(Letters.class);
        value.codePoints().forEach(each -> letters.add(Letters.of(each)));
        StringBuilder text = new StringBuilder(violation.place().name().toLowerCase(Locale.ROOT))
                .append(' ')
                .append(violation.at())
                .append(": ")
                .append(value.codePointCount(0, value.length()))
                .append(' ');
        String before = "";
        for (Letters each : letters) {
            text.append(before).append(each.name().toLowerCase(Locale.ROOT));
            before = "+";
        }
        return text.append(letters.isEmpty() ? "nothing" : "")
                .append(' ')
                .append(redaction.token(fieldClass(violation.at()), value))
                .toString();
    }

    /** As {@code gapura audit hmac --class} takes it. */
    private static String fieldClass(String name) {
        String clear = name.replaceAll("[^A-Za-z0-9._-]", "_");
        return clear.length() > 32 ? clear.substring(0, 32) : clear;
    }
}
