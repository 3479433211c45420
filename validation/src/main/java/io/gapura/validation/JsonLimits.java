package io.gapura.validation;

/**
 * Bounds for the structure of a JSON document; over a bound means refused, never cut. Its bytes are bounded by {@code
 * limits.max-body}. Characters are UTF-16 units, as {@link String#length} counts.
 *
 * @param depth arrays and objects within each other
 * @param tokens names, values, and both ends of each array and object
 * @param members of one object
 * @param items of one array
 * @param name characters of a member's name
 * @param string characters of a string
 * @param number characters of a number
 */
public record JsonLimits(int depth, int tokens, int members, int items, int name, int string, int number) {
    static final int DEEPEST = 1_000;

    /** 32 deep, 20,000 tokens, 1,000 members, 10,000 items, names of 128, strings of 65,536, numbers of 100. */
    public static final JsonLimits DEFAULTS = new JsonLimits(32, 20_000, 1_000, 10_000, 128, 65_536, 100);

    /** Each is at least 1; a depth over 1,000 is a stack overflow in many a parser. */
    public JsonLimits {
        requireValid(depth, tokens, members, items, name, string, number);
    }

    static void requireValid(int depth, int tokens, int members, int items, int name, int string, int number) {
        requireBetween("json-depth", depth, DEEPEST);
        requireBetween("json-tokens", tokens, Integer.MAX_VALUE);
        requireBetween("json-members", members, Integer.MAX_VALUE);
        requireBetween("json-items", items, Integer.MAX_VALUE);
        requireBetween("json-name", name, 1 << 16);
        requireBetween("json-string", string, 1 << 30);
        requireBetween("json-number", number, 10_000);
    }

    private static void requireBetween(String key, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    key + " must be at least 1" + (most == Integer.MAX_VALUE ? "" : " and at most " + most));
        }
    }

    public JsonLimits depth(int most) {
        return new JsonLimits(most, tokens, members, items, name, string, number);
    }

    public JsonLimits tokens(int most) {
        return new JsonLimits(depth, most, members, items, name, string, number);
    }

    public JsonLimits members(int most) {
        return new JsonLimits(depth, tokens, most, items, name, string, number);
    }

    public JsonLimits items(int most) {
        return new JsonLimits(depth, tokens, members, most, name, string, number);
    }

    public JsonLimits name(int most) {
        return new JsonLimits(depth, tokens, members, items, most, string, number);
    }

    public JsonLimits string(int most) {
        return new JsonLimits(depth, tokens, members, items, name, most, number);
    }

    public JsonLimits number(int most) {
        return new JsonLimits(depth, tokens, members, items, name, string, most);
    }

    /** The smaller of each bound: a contract tightens, and loosens nothing. */
    public JsonLimits and(JsonLimits other) {
        return new JsonLimits(
                Math.min(depth, other.depth),
                Math.min(tokens, other.tokens),
                Math.min(members, other.members),
                Math.min(items, other.items),
                Math.min(name, other.name),
                Math.min(string, other.string),
                Math.min(number, other.number));
    }
}
