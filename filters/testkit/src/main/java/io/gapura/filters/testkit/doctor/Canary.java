package io.gapura.filters.testkit.doctor;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Finds a word in text however it was encoded on its way: as it is, percent-encoded, as HTML entities, as JSON or Java
 * escapes, in Base64 or hexadecimal, and two of these in a row. Case does not matter.
 */
final class Canary {
    private static final Pattern PERCENT = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final Pattern ENTITY = Pattern.compile("&#(?:([0-9]{1,7})|[xX]([0-9A-Fa-f]{1,6}));?");
    private static final Pattern ESCAPE = Pattern.compile("\\\\u+([0-9A-Fa-f]{4})|\\\\x([0-9A-Fa-f]{2})");
    private static final List<UnaryOperator<String>> DECODERS =
            List.of(Canary::percent, Canary::entities, Canary::escapes);

    private final String word;
    private final List<String> base64;
    private final String hex;

    Canary(String word) {
        this.word = word.toLowerCase(Locale.ROOT);
        this.base64 = base64(word);
        this.hex = java.util.HexFormat.of().formatHex(word.getBytes(StandardCharsets.US_ASCII));
    }

    boolean isIn(String text) {
        if (spells(text)) {
            return true;
        }
        for (UnaryOperator<String> outer : DECODERS) {
            String once = outer.apply(text);
            if (once.equals(text)) {
                continue;
            }
            if (spells(once) || DECODERS.stream().anyMatch(inner -> spells(inner.apply(once)))) {
                return true;
            }
        }
        return false;
    }

    private boolean spells(String text) {
        String small = text.toLowerCase(Locale.ROOT);
        return small.contains(word) || small.contains(hex) || base64.stream().anyMatch(text::contains);
    }

    /** What does not depend on the neighbours, for each of the three ways in which a word falls on groups of three. */
    private static List<String> base64(String word) {
        List<String> forms = new ArrayList<>();
        for (int before = 0; before < 3; before++) {
            byte[] bytes = (" ".repeat(before) + word).getBytes(StandardCharsets.US_ASCII);
            String coded = Base64.getEncoder().withoutPadding().encodeToString(bytes);
            int from = before == 0 ? 0 : before + 1;
            int whole = bytes.length / 3 * 4;
            forms.add(coded.substring(from, whole));
            forms.add(coded.substring(from, whole).replace('+', '-').replace('/', '_'));
        }
        return forms;
    }

    private static String percent(String text) {
        return PERCENT.matcher(text).replaceAll(match -> literal(Integer.parseInt(match.group(1), 16)));
    }

    private static String entities(String text) {
        return ENTITY.matcher(text).replaceAll(match -> literal(number(match)));
    }

    private static String escapes(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(match ->
                        literal(Integer.parseInt(match.group(1) == null ? match.group(2) : match.group(1), 16)));
    }

    private static int number(MatchResult match) {
        return match.group(1) != null ? Integer.parseInt(match.group(1)) : Integer.parseInt(match.group(2), 16);
    }

    private static String literal(int code) {
        return code < 0x80 ? java.util.regex.Matcher.quoteReplacement(String.valueOf((char) code)) : "?";
    }
}
