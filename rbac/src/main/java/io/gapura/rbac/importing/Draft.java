package io.gapura.rbac.importing;

import io.gapura.rbac.PolicyDocument;
import io.gapura.rbac.PolicyDocument.Assignment;
import io.gapura.rbac.PolicyDocument.CallerId;
import io.gapura.rbac.PolicyDocument.Role;
import io.gapura.rbac.PolicyDocument.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A document in the making: roles by name, and what was left out. Belongs to one import. */
final class Draft {
    private static final List<String> NO_USERS = List.of("subjects", "certificates", "container");

    private static final Pattern ROLE = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Map<String, Set<String>> grants = new LinkedHashMap<>();
    private final Map<String, Set<String>> includes = new LinkedHashMap<>();
    private final Map<CallerId, Set<String>> assigned = new LinkedHashMap<>();
    private final Map<CallerId, String> tenants = new LinkedHashMap<>();
    private final Map<String, String> origins = new HashMap<>();
    private final List<String> left = new ArrayList<>();

    /** Leaves something out. */
    void leave(String what, String why) {
        left.add(what + ": " + why);
    }

    static boolean isRole(String name) {
        return ROLE.matcher(name).matches();
    }

    static boolean isSegment(String text) {
        return SEGMENT.matcher(text).matches();
    }

    /** False, and said, when no role of ours can have the name. */
    boolean declare(String role) {
        if (!isRole(role)) {
            leave("role " + role, "a role is named by 1 to 128 letters, digits and . _ -");
            return false;
        }
        grants.computeIfAbsent(role, name -> new LinkedHashSet<>());
        return true;
    }

    /**
     * The same of a role that is called otherwise there: two that would share a name here would share what they may do, so
     * that neither is carried any further than the first.
     *
     * @param there whom it stands for, in words
     */
    boolean declare(String role, String there) {
        String earlier = origins.putIfAbsent(role, there);
        if (earlier != null && !earlier.equals(there)) {
            leave("role " + there, "would be called " + role + " as " + earlier + " is");
            return false;
        }
        return declare(role);
    }

    boolean isDeclared(String role) {
        return grants.containsKey(role);
    }

    Set<String> declared() {
        return grants.keySet();
    }

    void grant(String role, String pattern) {
        grants.computeIfAbsent(role, name -> new LinkedHashSet<>()).add(pattern);
    }

    void include(String senior, String junior) {
        includes.computeIfAbsent(senior, name -> new LinkedHashSet<>()).add(junior);
    }

    Map<String, Set<String>> includes() {
        return includes;
    }

    void assign(CallerId id, String role) {
        assigned.computeIfAbsent(id, key -> new LinkedHashSet<>()).add(role);
    }

    /** False when the caller has another tenant already: an assignment has one. */
    boolean assign(CallerId id, String role, String tenant) {
        String earlier = tenants.putIfAbsent(id, tenant);
        if (earlier != null && !earlier.equals(tenant) || earlier == null && assigned.containsKey(id)) {
            return false;
        }
        assign(id, role);
        return true;
    }

    /** The document, with lists that a later step fills from what it knows itself. */
    Imported finished(PolicyDocument rest) {
        List<Role> roles = new ArrayList<>();
        grants.forEach((name, patterns) ->
                roles.add(new Role(word(name), words(includes.getOrDefault(name, Set.of())), words(patterns))));
        List<Assignment> assignments = new ArrayList<>();
        assigned.forEach((id, names) -> assignments.add(new Assignment(
                id, words(names), Optional.ofNullable(tenants.get(id)).map(Draft::word), List.of())));
        return new Imported(rest.withRoles(roles).withAssignments(assignments), left);
    }

    /**
     * By which users prove who they are; never a section of the document whose names are no users: in {@code container}
     * they would be read as roles of the container.
     */
    static Word mechanism(String name) {
        if (NO_USERS.contains(name)) {
            throw new IllegalArgumentException("a mechanism names single users: " + String.join(", ", NO_USERS)
                    + " are sections of the document with other names in them");
        }
        return word(name);
    }

    static Word word(String text) {
        return new Word(text, "import");
    }

    static List<Word> words(Iterable<String> texts) {
        List<Word> words = new ArrayList<>();
        texts.forEach(text -> words.add(word(text)));
        return words;
    }
}
