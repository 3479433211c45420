package io.gapura.filters.signing;

import io.gapura.filters.Query;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * {@code @query-param} (RFC 9421 §2.2.8): one parameter of the query, decoded as a form and encoded again, so that no
 * decoded line break reaches the base. Absent or given twice is an error: which of two the application takes is unknown.
 */
final class QueryParameter {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private QueryParameter() {}

    /**
     * The value, encoded.
     *
     * @param encodedName as the identifier spells it
     */
    static String value(Query query, String encodedName) throws SignatureRefusedException {
        for (Map.Entry<String, List<String>> parameter : query.asMap().entrySet()) {
            if (encoded(parameter.getKey()).equals(encodedName)) {
                return only(parameter.getValue());
            }
        }
        throw SignatureRefusedException.of(Reason.COMPONENT_ABSENT, "a query parameter is absent");
    }

    private static String only(List<String> values) throws SignatureRefusedException {
        if (values.size() > 1) {
            throw SignatureRefusedException.of(
                    Reason.COMPONENT_ABSENT, "a query parameter came " + values.size() + " times");
        }
        return encoded(values.get(0));
    }

    /** The percent-encode set of {@code application/x-www-form-urlencoded}, with space as {@code %20}. */
    private static String encoded(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "*-._".indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append(HEX[c >> 4]).append(HEX[c & 15]);
            }
        }
        return out.toString();
    }
}
