package io.gapura.filters.limits;

import java.util.function.BiConsumer;

/** One pass over the header lines of one request: characters, cookies, and whether the body is coded. */
final class FieldSizes implements BiConsumer<String, String> {
    private long characters;
    private int cookies;
    private boolean coded;

    @Override
    public void accept(String name, String value) {
        characters += name.length() + value.length();
        if (FieldText.equalsLower(name, "cookie")) {
            cookies += pairs(value);
        } else if (FieldText.equalsLower(name, "content-encoding")) {
            coded = true;
        }
    }

    /** Pieces between semicolons; empty ones count, because reading them costs as well. */
    private static int pairs(String value) {
        int pairs = 1;
        for (int at = value.indexOf(';'); at >= 0; at = value.indexOf(';', at + 1)) {
            pairs++;
        }
        return pairs;
    }

    long characters() {
        return characters;
    }

    int cookies() {
        return cookies;
    }

    boolean coded() {
        return coded;
    }
}
