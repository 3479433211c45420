package io.gapura.filters.container;

import org.jspecify.annotations.Nullable;

/** Numbers as servers publish them. */
final class Numbers {
    private Numbers() {}

    /** The number; -1 where there is none, as servers say for no limit. */
    static long of(@Nullable String text) {
        boolean number = text != null && text.length() <= 18 && text.matches("-?[0-9]+");
        return number ? Long.parseLong(text) : -1;
    }
}
