package io.gapura.validation.encode;

import java.util.regex.Pattern;

/**
 * A parameter of a header field that holds any text, such as the name in {@code Content-Disposition}: it ends neither its
 * quotes nor its line (RFC 8187, RFC 6266 appendix D).
 *
 * <p>Stateless. Half of a surrogate pair, and a name that is no token, is an {@link IllegalArgumentException}.
 */
public final class HeaderParameter {
    private static final Pattern NAME = Pattern.compile("[!#$&+.^_`|~0-9A-Za-z-]{1,64}");

    /** RFC 8187 §3.2.1, {@code attr-char} without letters and digits. */
    private static final String ATTRIBUTE = "!#$&+-.^_`|~";

    private HeaderParameter() {}

    /**
     * For everybody: {@code name="…"} in quiet ASCII, and {@code name*=UTF-8''…} behind it where that is not the text.
     * Old readers take the first, with {@code _} for what they would not read alike; all others take the second (§4.2).
     */
    public static String of(String name, String text) {
        String extended = extended(name, text);
        String plain = quiet(text);
        String field = name + "=\"" + plain + '"';
        return plain.equals(text) ? field : field + "; " + extended;
    }

    /** {@code name*=UTF-8''…} alone. */
    public static String extended(String name, String text) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("the name of a header parameter must be a token of 1 to 64 characters");
        }
        return name + "*=UTF-8''" + PercentCode.encode(text, ATTRIBUTE);
    }

    private static String quiet(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean stays = c >= ' ' && c < 0x7F && c != '"' && c != '\\' && c != '%';
            plain.append(stays ? (char) c : '_');
        });
        return plain.toString();
    }
}
