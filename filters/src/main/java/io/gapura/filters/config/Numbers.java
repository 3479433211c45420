package io.gapura.filters.config;

/** ASCII digits and nothing else: no sign, no blank, no digit of another script. */
final class Numbers {
    private Numbers() {}

    static long digits(String text, long most) {
        if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("a number is written as 1 to 18 ASCII digits");
        }
        long value = Long.parseLong(text);
        if (value > most) {
            throw new IllegalArgumentException("a number here must be at most " + most);
        }
        return value;
    }
}
