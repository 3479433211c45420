package io.gapura.rbac;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Who may call something, in words: as annotations and documents say it, before it is compiled to bits. */
sealed interface AccessRule {
    /** Anybody, also anonymous. */
    record Everybody() implements AccessRule {
        @Override
        public String toString() {
            return "public";
        }
    }

    /** Not even an administrator. */
    record Nobody() implements AccessRule {
        @Override
        public String toString() {
            return "nobody";
        }
    }

    /**
     * An authenticated caller with one of the roles (or a senior of one) and what every demand asks for.
     *
     * @param anyRole empty: every authenticated caller
     * @param demands all must hold
     */
    record Callers(SortedSet<String> anyRole, List<Demand> demands) implements AccessRule {
        public Callers {
            anyRole = Collections.unmodifiableSortedSet(new TreeSet<>(anyRole));
            demands = demands.stream().sorted().distinct().toList();
        }

        @Override
        public String toString() {
            List<String> words = new ArrayList<>();
            if (!anyRole.isEmpty()) {
                words.add("roles " + anyRole);
            }
            demands.forEach(demand -> words.add(demand.toString()));
            return words.isEmpty() ? "authenticated" : String.join(" and ", words);
        }
    }
}
