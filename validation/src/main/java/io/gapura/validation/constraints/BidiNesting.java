package io.gapura.validation.constraints;

/**
 * Which embeddings (0) and isolates (1) are open, as a stack of bits in a long whose highest set bit marks the bottom;
 * UAX 9, section 3.3.2. No object, so that a text without them costs nothing.
 */
final class BidiNesting {
    static final long NONE = 1;
    static final long BROKEN = 0;
    private static final long FULL = 1L << 60;

    private BidiNesting() {}

    static boolean isControl(int c) {
        return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    }

    /** What is open after this control, or {@link #BROKEN}. */
    static long after(long open, int control) {
        return switch (control) {
            case 0x202A, 0x202B -> opened(open, 0);
            case 0x2066, 0x2067, 0x2068 -> opened(open, 1);
            case 0x202C -> closed(open, 0);
            case 0x2069 -> closed(open, 1);
            default -> BROKEN; // overrides
        };
    }

    private static long opened(long open, int kind) {
        return open >= FULL ? BROKEN : open << 1 | kind;
    }

    private static long closed(long open, int kind) {
        return open != NONE && (open & 1) == kind ? open >> 1 : BROKEN;
    }
}
