package io.gapura.rbac;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What a rule asks of a caller beyond who it is: in words, before it is compiled. Sorted by its words. */
sealed interface Demand extends Comparable<Demand> {
    @Override
    default int compareTo(Demand other) {
        return toString().compareTo(other.toString());
    }

    /**
     * Permissions that are asked for together.
     *
     * @param any whether one of them is enough
     */
    record Permissions(boolean any, SortedSet<Permission> permissions) implements Demand {
        public Permissions {
            permissions = frozen(permissions);
            any = any && permissions.size() > 1;
        }

        static Permissions all(Iterable<Permission> permissions) {
            TreeSet<Permission> sorted = new TreeSet<>();
            permissions.forEach(sorted::add);
            return new Permissions(false, sorted);
        }

        @Override
        public String toString() {
            return (any ? "any permission " : "permissions ") + permissions;
        }
    }

    /** Scopes that the caller has all: RFC 6749 §3.3 says what a scope may be made of. */
    record Scopes(SortedSet<String> all) implements Demand {
        public Scopes {
            all = frozen(all);
            requireEach(all, Demand::isScope, "a scope is 1 to 128 printable characters without space, \" and \\");
        }

        @Override
        public String toString() {
            return "scopes " + all;
        }
    }

    /**
     * A strong or recent proof of who the caller is (RFC 9470). At least one of the three asks for something.
     *
     * @param levels authentication context classes ({@code acr}) in order of preference, of which one is met; empty: any
     * @param methods authentication methods ({@code amr}) that were all used
     * @param maxAge since the caller was last actively authenticated; whole seconds
     */
    record StepUp(List<String> levels, SortedSet<String> methods, Optional<Duration> maxAge) implements Demand {
        public StepUp {
            levels = levels.stream().distinct().toList();
            methods = frozen(methods);
            requireEach(levels, Demand::isScope, "an acr is 1 to 128 printable characters without space, \" and \\");
            requireEach(methods, Demand::isScope, "an amr is 1 to 128 printable characters without space, \" and \\");
            if (levels.isEmpty() && methods.isEmpty() && maxAge.isEmpty()) {
                throw new IllegalArgumentException("an authentication that asks for neither acr, amr nor max-age");
            }
            if (maxAge.filter(age -> age.isNegative()
                            || !age.equals(Duration.ofSeconds(age.toSeconds()))
                            || age.compareTo(Duration.ofDays(365)) > 0)
                    .isPresent()) {
                throw new IllegalArgumentException("max-age must be between 0 seconds and 365 days");
            }
        }

        @Override
        public String toString() {
            List<String> words = new ArrayList<>();
            if (!levels.isEmpty()) {
                words.add("acr " + levels);
            }
            if (!methods.isEmpty()) {
                words.add("amr " + methods);
            }
            maxAge.ifPresent(age -> words.add("max-age " + age.toSeconds() + "s"));
            return String.join(" ", words);
        }
    }

    /** The path parameter that must name the caller's tenant. */
    record Tenant(String parameter, OnDeny onDeny) implements Demand {
        public Tenant {
            if (!isScope(parameter)) {
                throw new IllegalArgumentException("a path parameter has a name of 1 to 128 characters");
            }
        }

        @Override
        public String toString() {
            return "tenant {" + parameter + "}" + hidden(onDeny);
        }
    }

    /** A bean that decides on the object. */
    record Check(Class<? extends ResourceCheck> type, OnDeny onDeny) implements Demand {
        @Override
        public String toString() {
            return "check " + type.getName() + hidden(onDeny);
        }
    }

    private static String hidden(OnDeny onDeny) {
        return onDeny == OnDeny.NOT_FOUND ? " or not found" : "";
    }

    private static <T> SortedSet<T> frozen(SortedSet<T> set) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(set));
    }

    private static void requireEach(Iterable<String> words, Predicate<String> sound, String message) {
        for (String word : words) {
            if (!sound.test(word)) {
                throw new IllegalArgumentException(message);
            }
        }
    }

    /** What can stand in a challenge as it is. */
    static boolean isScope(String text) {
        return !text.isEmpty()
                && text.length() <= 128
                && text.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '"' && c != '\\');
    }
}
