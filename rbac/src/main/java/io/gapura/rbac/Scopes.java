package io.gapura.rbac;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The scopes that the document or a rule names, as numbers. Those of the document come first, and are a ceiling: what
 * none of a token's scopes names, it cannot be used for. Rules only add names. Thread-safe.
 */
final class Scopes {
    private final Map<String, Integer> ids = new ConcurrentHashMap<>();
    private final long[][] roles;

    /**
     * The scopes of the document.
     *
     * @param roles by scope: the roles that it lets through, with all that they include
     */
    Scopes(Iterable<String> names, long[][] roles) {
        this.roles = roles;
        names.forEach(this::number);
    }

    /** Its number, given now when it has none. */
    synchronized int number(String name) {
        Integer known = ids.get(name);
        if (known == null) {
            known = ids.size();
            ids.put(name, known);
        }
        return known;
    }

    /** How many of them have a number now. */
    int count() {
        return ids.size();
    }

    /** Whether tokens are limited at all. */
    boolean isCeiling() {
        return roles.length > 0;
    }

    /** Those with a number, as bits of that many. */
    long[] bits(Set<String> names, int count) {
        long[] bits = Bits.empty(count);
        for (String name : names) {
            Integer id = ids.get(name);
            if (id != null && id < count) {
                Bits.add(bits, id);
            }
        }
        return bits;
    }

    /** Those of them that are a ceiling, sorted. */
    int[] ceiling(Set<String> names) {
        Ids found = new Ids();
        for (String name : names) {
            Integer id = ids.get(name);
            if (id != null && id < roles.length) {
                found.add(id);
            }
        }
        return found.sorted();
    }

    /** These of a ceiling as bits. */
    long[] bits(int[] ceiling) {
        long[] bits = Bits.empty(roles.length);
        for (int scope : ceiling) {
            Bits.add(bits, scope);
        }
        return bits;
    }

    /** The roles that one of these scopes lets through. */
    long[] roles(int[] scopes, int size) {
        long[] all = Bits.empty(size);
        for (int scope : scopes) {
            Bits.addAll(all, roles[scope]);
        }
        return all;
    }
}
