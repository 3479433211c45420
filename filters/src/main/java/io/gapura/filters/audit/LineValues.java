package io.gapura.filters.audit;

import java.util.Arrays;

/**
 * Where the values of one line are: texts without their quotes, and numbers. Those that the verifier needs have a role.
 * Used again for each line. Not thread-safe.
 */
final class LineValues {
    private static final int MOST = 128;

    private final int[] starts = new int[MOST];
    private final int[] ends = new int[MOST];
    private final boolean[] numbers = new boolean[MOST];
    private final Role[] roles = new Role[MOST];
    private final int[] startOf = new int[Role.COUNT];
    private final int[] endOf = new int[Role.COUNT];
    private int count;

    /** What a value is for who verifies. */
    enum Role {
        NONE(0),
        CHAIN(1),
        FINGERPRINT(2),
        PREVIOUS_FINGERPRINT(3),
        PREVIOUS_TYPE(4),
        PREVIOUS_UID(5),
        LOGGED(6),
        SEQUENCE(7),
        CODE(8),
        UID(9),
        TYPE(10),
        TIME(11);

        private static final int COUNT = values().length;

        private final int slot;

        Role(int slot) {
            this.slot = slot;
        }
    }

    void clear() {
        count = 0;
        Arrays.fill(startOf, -1);
    }

    void add(int start, int end, boolean number, Role role) {
        if (count < MOST) {
            starts[count] = start;
            ends[count] = end;
            numbers[count] = number;
            roles[count] = role;
        }
        count++;
        add(start, end, role);
    }

    /** One of which nobody learns. */
    void add(int start, int end, Role role) {
        startOf[role.slot] = start;
        endOf[role.slot] = end;
    }

    /** Whether each is known: a line may have more than are kept. */
    boolean areAll() {
        return count <= MOST;
    }

    int count() {
        return count;
    }

    int start(int value) {
        return starts[value];
    }

    int end(int value) {
        return ends[value];
    }

    boolean[] numbers() {
        return Arrays.copyOf(numbers, count);
    }

    Role[] roles() {
        return Arrays.copyOf(roles, count);
    }

    boolean has(Role role) {
        return startOf[role.slot] >= 0;
    }

    int start(Role role) {
        return startOf[role.slot];
    }

    int end(Role role) {
        return endOf[role.slot];
    }
}
