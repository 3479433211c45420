package io.gapura.validation.encode;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** What tests know of text without asking what they test. */
final class Text {
    private Text() {}

    /** No surrogate without the other. */
    static boolean isWhole(String text) {
        return text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    }

    static String decoded(String escaped) {
        return URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
