package io.gapura.validation.uploads;

import io.gapura.filters.RequestView;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The delimiter of a multipart, RFC 2046 §5.1.1: 1 to 70 characters of a small set, not ending with a blank. */
final class Boundary {
    private static final String OTHERS = "'()+_,-./:=? ";

    private Boundary() {}

    /** That of a request whose media type is {@code multipart/form-data} with no other parameter. */
    static byte[] of(RequestView request) {
        String type = request.headers().only("content-type").orElse("");
        int semicolon = type.indexOf(';');
        String essence = (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
        if (!essence.toLowerCase(Locale.ROOT).equals("multipart/form-data")) {
            throw MultipartViolation.MEDIA_TYPE.refused();
        }
        String parameter = semicolon < 0 ? "" : type.substring(semicolon + 1).strip();
        if (parameter.length() < 10
                || !parameter.substring(0, 9).toLowerCase(Locale.ROOT).equals("boundary=")) {
            throw MultipartViolation.BOUNDARY.refused();
        }
        return checked(parameter.substring(9)).getBytes(StandardCharsets.US_ASCII);
    }

    private static String checked(String value) {
        boolean quoted = value.length() > 2 && value.startsWith("\"") && value.endsWith("\"");
        String boundary = quoted ? value.substring(1, value.length() - 1) : value;
        boolean valid = !boundary.isEmpty()
                && boundary.length() <= 70
                && boundary.chars().allMatch(c -> isAllowed(c, quoted))
                && !boundary.endsWith(" ");
        if (!valid) {
            throw MultipartViolation.BOUNDARY.refused();
        }
        return boundary;
    }

    /** What is no token stands in quotes, or a second parameter would look like a part of it. */
    private static boolean isAllowed(int c, boolean quoted) {
        boolean plain = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
        return plain || (quoted ? OTHERS : "'+_-.").indexOf(c) >= 0;
    }
}
