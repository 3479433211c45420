package io.gapura.validation;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that stand in each open object so far: no object has one twice. Compared unescaped, code unit by code unit;
 * two spellings that Unicode calls equivalent are two names.
 *
 * <p>The objects of a list mostly say the same names in the same order, and a parser hands out the same instance for a
 * name that it knows. As long as an object goes on like the one before it on its level, what was found out there holds.
 */
final class OpenNames {
    /** Of the innermost object. */
    private Level top = new Level(null, 0);

    void enter() {
        Level opened = top.inner;
        if (opened == null) {
            opened = new Level(top, 8);
            top.inner = opened;
        }
        opened.open();
        top = opened;
    }

    void leave() {
        Level outer = top.outer;
        if (outer != null) {
            top = outer;
        }
    }

    /** Whether the innermost object goes on with this name like the one before it: then the name is taken. */
    boolean isRepeated(String name) {
        return top.isRepeated(name);
    }

    /** Takes a name that is not repeated; false when the innermost object has it already. */
    boolean add(String name) {
        return top.add(name);
    }

    /** One object, and the one before it as far as this one has not gone another way. */
    private static final class Level {
        /** Up to here, looking at each is cheaper than a set. */
        private static final int FEW = 12;

        private final @Nullable Level outer;
        private @Nullable Level inner;

        /** Those of this object; behind them what the one before it went on with, or null once this one went another way. */
        private @Nullable String[] names;

        private int size;

        /** The same once they are many; none while the object repeats another. */
        private @Nullable Set<String> many;

        Level(@Nullable Level outer, int room) {
            this.outer = outer;
            this.names = new String[room];
        }

        void open() {
            size = 0;
            many = null;
        }

        @SuppressWarnings("ReferenceEquality") // another instance of the same name is looked at as if it were new
        boolean isRepeated(String name) {
            if (names[size] != name) {
                return false;
            }
            size++;
            return true;
        }

        boolean add(String name) {
            names[size] = null;
            if (has(name)) {
                return false;
            }
            if (size + 1 == names.length) {
                names = Arrays.copyOf(names, 2 * names.length);
            }
            names[size++] = name;
            names[size] = null;
            return true;
        }

        private boolean has(String name) {
            if (size > FEW) {
                return !set().add(name);
            }
            int hash = name.hashCode();
            for (int i = 0; i < size; i++) {
                String known = names[i];
                if (known != null && known.hashCode() == hash && known.equals(name)) {
                    return true;
                }
            }
            return false;
        }

        private Set<String> set() {
            Set<String> set = many;
            if (set == null) {
                set = new HashSet<>(Arrays.asList(names).subList(0, size));
                many = set;
            }
            return set;
        }
    }
}
