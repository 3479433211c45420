package io.gapura.filters.signing;

/**
 * How content is held while it is proven.
 *
 * @param most in bytes; larger is 413
 * @param inMemory in bytes; what is larger is kept in a temporary file
 */
record BodyRules(int most, int inMemory) {
    static final BodyRules STANDARD = new BodyRules(1 << 20, 256 << 10);

    BodyRules atMost(int bytes) {
        return new BodyRules(bytes, inMemory);
    }

    BodyRules holding(int bytes) {
        return new BodyRules(most, bytes);
    }
}
