package io.gapura.rbac;

/** A set of roles of which one caller may hold so many (INCITS 359: SSD, DSD; its cardinality is one more). Immutable. */
final class Separated {
    private final boolean dynamic;
    private final String name;
    private final long[] roles;
    private final int max;

    /**
     * What the document says.
     *
     * @param dynamic whether it is about active roles, not about given ones
     * @param roles without what they include
     */
    Separated(boolean dynamic, String name, long[] roles, int max) {
        this.dynamic = dynamic;
        this.name = name;
        this.roles = roles;
        this.max = max;
    }

    boolean dynamic() {
        return dynamic;
    }

    String name() {
        return name;
    }

    int max() {
        return max;
    }

    boolean isBroken(long[] held) {
        return Bits.common(roles, held) > max;
    }

    AccessReason reason() {
        return dynamic ? AccessReason.SEPARATION_DYNAMIC : AccessReason.SEPARATION_STATIC;
    }
}
