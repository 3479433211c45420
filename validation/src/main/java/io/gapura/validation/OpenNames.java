package io.gapura.validation;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names that stand in each open object so far: no object has one twice. Compared unescaped, code unit by code unit;
 * two spellings that Unicode calls equivalent are two names.
 */
final class OpenNames {
    /** Up to here, looking at each is cheaper than a set. */
    private static final int FEW = 12;

    private @Nullable String[] names = new String[32];

    /** Of the names: two that differ are told apart without a look at them. */
    private int[] hashes = new int[32];

    private int size;

    /** Where each open object begins, and the set of those that have many names. */
    private int[] starts = new int[8];

    private @Nullable Set<String>[] many = sets(8);
    private int depth;

    void enter() {
        if (depth == starts.length) {
            starts = Arrays.copyOf(starts, 2 * depth);
            many = Arrays.copyOf(many, 2 * depth);
        }
        starts[depth++] = size;
    }

    void leave() {
        depth--;
        many[depth] = null;
        size = starts[depth];
    }

    /** False when the innermost object has it already. */
    boolean add(String name) {
        Set<String> set = many[depth - 1];
        if (set != null) {
            return set.add(name);
        }
        int start = starts[depth - 1];
        int hash = name.hashCode();
        for (int i = start; i < size; i++) {
            if (hashes[i] == hash && name.equals(names[i])) {
                return false;
            }
        }
        keep(name, hash);
        if (size - start > FEW) {
            many[depth - 1] = new HashSet<>(Arrays.asList(names).subList(start, size));
        }
        return true;
    }

    private void keep(String name, int hash) {
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
            hashes = Arrays.copyOf(hashes, 2 * size);
        }
        hashes[size] = hash;
        names[size++] = name;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type has no other maker
    private static @Nullable Set<String>[] sets(int length) {
        return new Set[length];
    }
}
