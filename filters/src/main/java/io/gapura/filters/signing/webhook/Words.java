package io.gapura.filters.signing.webhook;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How the constants of an enum are written in the table of dialects: kebab-case. */
final class Words {
    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The constant with that word; throws {@link IllegalArgumentException} that lists the others. */
    static <E extends Enum<E>> E find(Class<E> type, String word) {
        List<E> all = Arrays.asList(type.getEnumConstants());
        return all.stream()
                .filter(each -> of(each).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "is none of " + all.stream().map(Words::of).toList()));
    }
}
