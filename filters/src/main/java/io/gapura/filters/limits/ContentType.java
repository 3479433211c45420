package io.gapura.filters.limits;

import io.gapura.filters.RequestView;
import java.util.Locale;

/** The media type of a request's content as far as bounds hang on it, RFC 9110 §8.3.1; empty when there is none. */
record ContentType(String essence, boolean otherCharset) {
    private static final ContentType NONE = new ContentType("", false);

    static ContentType of(RequestView request) {
        String field = request.headers().only("content-type").orElse("");
        return field.isEmpty() ? NONE : read(field);
    }

    private static ContentType read(String field) {
        String[] parts = field.split(";", -1);
        boolean other = false;
        for (int i = 1; i < parts.length; i++) {
            other |= namesOther(parts[i].strip().toLowerCase(Locale.ROOT));
        }
        return new ContentType(parts[0].strip().toLowerCase(Locale.ROOT), other);
    }

    /** A parameter that asks for anything but UTF-8, of which ASCII is a part. */
    private static boolean namesOther(String parameter) {
        if (!parameter.startsWith("charset")) {
            return false;
        }
        String value = parameter.substring("charset".length()).replace("\"", "");
        return !value.equals("=utf-8") && !value.equals("=us-ascii");
    }

    boolean isForm() {
        return essence.equals("application/x-www-form-urlencoded");
    }

    boolean isMultipart() {
        return essence.equals("multipart/form-data");
    }
}
