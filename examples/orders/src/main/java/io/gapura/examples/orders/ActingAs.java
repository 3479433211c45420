package io.gapura.examples.orders;

import io.gapura.filters.Caller;
import io.gapura.filters.RequestView;
import io.gapura.rbac.RoleActivation;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a caller who may make orders and approve them does the one or the other in this request: {@code Acting-As:
 * maker}, and checker unless said. Whoever names both has both, and is refused by the policy document's separation; whoever
 * names what it does not hold has neither. Thread-safe.
 */
final class ActingAs implements RoleActivation {
    static final String FIELD = "Acting-As";

    private static final String VIEWER = "viewer";
    private static final String CHECKER = "checker";
    private static final Set<String> HATS = Set.of("maker", CHECKER);

    @Override
    public Set<String> active(Caller caller, RequestView request) {
        Optional<String> named = request.headers().only(FIELD);
        if (named.isEmpty() && !caller.roles().containsAll(HATS)) {
            return caller.roles();
        }
        Set<String> active = new TreeSet<>(named.map(ActingAs::words).orElse(Set.of(CHECKER)));
        active.retainAll(HATS);
        active.add(VIEWER);
        active.retainAll(caller.roles());
        return active;
    }

    private static Set<String> words(String list) {
        return new TreeSet<>(
                Arrays.stream(list.split(",", -1)).map(String::strip).toList());
    }
}
