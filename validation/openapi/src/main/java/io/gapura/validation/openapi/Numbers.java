package io.gapura.validation.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as nodes in one form for one value, in documents and in what is held against them: {@code 7.0} and {@code 7e0}
 * are 7. One of an exponent over 1,000 is none: writing it out would fill the memory.
 */
final class Numbers {
    private static final int LARGEST_EXPONENT = 1_000;
    private static final int SURELY_LONG = 18;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Numbers() {}

    /** Of a number of JSON; null when it is too large to be looked at. */
    static @Nullable JsonNode of(String text) {
        if (text.length() <= SURELY_LONG && text.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9')) {
            return integer(BigInteger.valueOf(Long.parseLong(text)));
        }
        return isExponentSmall(text) ? of(new BigDecimal(text)) : null;
    }

    private static boolean isExponentSmall(String text) {
        int at = Math.max(text.indexOf('e'), text.indexOf('E'));
        String digits = at < 0 ? "0" : text.substring(at + 1).replaceFirst("^[+-]?0*", "");
        return digits.length() <= 4 && Integer.parseInt("0" + digits) <= LARGEST_EXPONENT;
    }

    private static JsonNode of(BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        return plain.scale() <= 0 ? integer(plain.toBigIntegerExact()) : NODES.numberNode(plain);
    }

    private static JsonNode integer(BigInteger number) {
        if (number.bitLength() < Integer.SIZE) {
            return NODES.numberNode(number.intValue());
        }
        return number.bitLength() < Long.SIZE ? NODES.numberNode(number.longValue()) : NODES.numberNode(number);
    }
}
