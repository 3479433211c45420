package io.gapura.rbac.importing;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which names of a Casbin policy are roles and which are users, and how those prove who they are: there, both share one
 * namespace. A line each: {@code role editor}, {@code user alice signing}.
 */
public final class CasbinHints {
    private final Set<String> roles = new HashSet<>();
    private final Map<String, String> mechanisms = new HashMap<>();

    private CasbinHints() {}

    /** Nobody has said anything: every assignment is left out. */
    public static CasbinHints none() {
        return new CasbinHints();
    }

    /**
     * Reads hints.
     *
     * @throws IllegalArgumentException for a line that is none, and a name that has two
     */
    public static CasbinHints read(String text) {
        CasbinHints hints = new CasbinHints();
        int number = 0;
        for (String line : text.split("\r?\n|\r", -1)) {
            number++;
            if (!line.isBlank() && !line.strip().startsWith("#")) {
                hints.add(line.strip().split("\\s+"), number);
            }
        }
        return hints;
    }

    private void add(String[] words, int number) {
        boolean role = words.length == 2 && words[0].equals("role");
        boolean user = words.length == 3 && words[0].equals("user");
        if (!role && !user || roles.contains(words[1]) || mechanisms.containsKey(words[1])) {
            throw new IllegalArgumentException("line " + number + " is no hint, or a second one for a name");
        }
        if (role) {
            roles.add(words[1]);
        } else {
            mechanisms.put(words[1], words[2]);
        }
    }

    boolean isRole(String name) {
        return roles.contains(name);
    }

    /** By which a user proves who it is; empty for whoever is no user. */
    Optional<String> mechanism(String name) {
        return Optional.ofNullable(mechanisms.get(name));
    }
}
