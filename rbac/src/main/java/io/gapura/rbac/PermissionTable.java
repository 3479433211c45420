package io.gapura.rbac;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The permissions that rules ask for, as numbers, with what each role is granted and denied of them and what each scope
 * lets through: wildcards are expanded when a number is given, never for a request. Numbers are given by rules alone, so
 * nearly all of them at start-up; a class that is first seen later may add some. What a document only declares has none,
 * however much that is: sets of roles are as wide as what rules ask for.
 *
 * <p>Thread-safe. Bits are only ever added, behind a count that is written last: whoever reads the count first sees the
 * bits of all numbers below it.
 */
final class PermissionTable {
    private final InstanceTrie granted;
    private final InstanceTrie denied;
    private final InstanceTrie ceilings;
    private final Set<String> patterns;
    private final long[][] seniors;
    private final Map<Permission, Integer> ids = new ConcurrentHashMap<>();
    private final Set<Permission> declared = ConcurrentHashMap.newKeySet();
    private final Map<String, Set<String>> actions = new ConcurrentHashMap<>();
    private volatile Rows rows;

    /** What is known of the first so many numbers; bits behind them mean nothing yet. */
    static final class Rows {
        private final int count;
        private final Permission[] names;
        private final long[][] granted;
        private final long[][] denied;
        private final int[] deniers;
        private final long[][] ceilings;

        private Rows(
                int count, Permission[] names, long[][] granted, long[][] denied, int[] deniers, long[][] ceilings) {
            this.count = count;
            this.names = names;
            this.granted = granted;
            this.denied = denied;
            this.deniers = deniers;
            this.ceilings = ceilings;
        }

        int count() {
            return count;
        }

        Permission name(int permission) {
            return names[permission];
        }

        /** Of the role and of all that it includes. */
        long[] granted(int role) {
            return granted[role];
        }

        /** To the role alone; no words when nothing is. */
        long[] denied(int role) {
            return denied[role];
        }

        /** The roles that something is denied to. */
        int[] deniers() {
            return deniers;
        }

        /** What the scope lets through. */
        long[] ceiling(int scope) {
            return ceilings[scope];
        }

        private int words() {
            return (names.length + 63) >>> 6;
        }

        private Rows counting(int known) {
            return new Rows(known, names, granted, denied, deniers, ceilings);
        }

        /** The same with twice the room. */
        private Rows grown() {
            int words = words() * 2;
            Permission[] room = Arrays.copyOf(names, words * 64);
            return new Rows(count, room, grown(granted, words), grown(denied, words), deniers, grown(ceilings, words));
        }

        private static long[][] grown(long[][] rows, int words) {
            long[][] grown = new long[rows.length][];
            for (int i = 0; i < rows.length; i++) {
                grown[i] = rows[i].length == 0 ? rows[i] : Arrays.copyOf(rows[i], words);
            }
            return grown;
        }
    }

    /**
     * Knows no permission yet.
     *
     * @param closure by role: itself and all that it includes
     * @param scopes the patterns of each scope
     */
    PermissionTable(
            long[][] closure,
            List<List<PermissionPattern>> granted,
            List<List<PermissionPattern>> denied,
            List<List<PermissionPattern>> scopes) {
        this.granted = InstanceTrie.of(granted);
        this.denied = InstanceTrie.of(denied);
        this.ceilings = InstanceTrie.of(scopes);
        this.patterns = granted.stream()
                .flatMap(List::stream)
                .map(PermissionPattern::toString)
                .collect(Collectors.toUnmodifiableSet());
        this.seniors = transposed(closure);
        Ids deniers = new Ids();
        long[][] taken = new long[closure.length][0];
        for (int role = 0; role < taken.length; role++) {
            if (!denied.get(role).isEmpty()) {
                deniers.add(role);
                taken[role] = new long[1];
            }
        }
        this.rows = new Rows(
                0,
                new Permission[64],
                new long[closure.length][1],
                taken,
                deniers.sorted(),
                new long[scopes.size()][1]);
        Stream.of(granted, denied, scopes)
                .flatMap(List::stream)
                .flatMap(List::stream)
                .forEach(this::know);
    }

    private static long[][] transposed(long[][] closure) {
        long[][] seniors = new long[closure.length][];
        for (int role = 0; role < closure.length; role++) {
            seniors[role] = Bits.empty(closure.length);
        }
        for (int senior = 0; senior < closure.length; senior++) {
            for (int junior = Bits.next(closure[senior], 0);
                    junior >= 0;
                    junior = Bits.next(closure[senior], junior + 1)) {
                Bits.add(seniors[junior], senior);
            }
        }
        return seniors;
    }

    /** Who names what may be done with single objects has declared that it is asked for. */
    private void know(PermissionPattern pattern) {
        List<String> segments = pattern.segments();
        if (segments.size() == 3
                && !segments.get(0).equals("*")
                && !segments.get(1).equals("*")) {
            know(segments.get(0), segments.get(1));
        }
    }

    private void know(String domain, String action) {
        actions.computeIfAbsent(domain, name -> ConcurrentHashMap.newKeySet()).add(action);
    }

    /** Somebody may ask for it in code. */
    void declare(Permission permission) {
        declared.add(permission);
        know(permission.domain(), permission.action());
    }

    /** Whether somebody declared it: itself, or, when it is about one object, what is done there. */
    boolean knows(Permission permission) {
        if (permission.instanceOrNull() == null) {
            return declared.contains(permission);
        }
        Set<String> known = actions.get(permission.domain());
        return known != null && known.contains(permission.action()) || declared.contains(permission);
    }

    /** Everything that some role is granted, as it is written. */
    Set<String> patterns() {
        return patterns;
    }

    /** Whether some role is granted it, whatever is denied. */
    boolean isGranted(Permission permission) {
        long[] roles = granted.ownersOf(permission);
        return Bits.meet(roles, roles);
    }

    /** Its number, or -1. */
    int find(Permission permission) {
        Integer id = ids.get(permission);
        return id == null ? -1 : id;
    }

    /** Its number, given now when it has none. */
    synchronized int number(Permission permission) {
        Integer known = ids.get(permission);
        if (known != null) {
            return known;
        }
        Rows before = rows;
        Rows room = before.count < before.names.length ? before : before.grown();
        int id = before.count;
        room.names[id] = permission;
        addGranted(room, id, granted.ownersOf(permission));
        add(room.denied, id, denied.ownersOf(permission));
        add(room.ceilings, id, ceilings.ownersOf(permission));
        rows = room.counting(id + 1);
        ids.put(permission, id);
        declare(permission);
        return id;
    }

    private void addGranted(Rows to, int id, long[] direct) {
        long[] all = Bits.empty(seniors.length);
        for (int role = Bits.next(direct, 0); role >= 0; role = Bits.next(direct, role + 1)) {
            Bits.addAll(all, seniors[role]);
        }
        add(to.granted, id, all);
    }

    private static void add(long[][] to, int id, long[] owners) {
        for (int owner = Bits.next(owners, 0); owner >= 0; owner = Bits.next(owners, owner + 1)) {
            Bits.add(to[owner], id);
        }
    }

    Rows rows() {
        return rows;
    }

    /** Those that somebody asks for: rules, and code as far as it has declared them. */
    Set<Permission> known() {
        Set<Permission> all = new HashSet<>(ids.keySet());
        all.addAll(declared);
        return all;
    }

    InstanceTrie granted() {
        return granted;
    }

    InstanceTrie denied() {
        return denied;
    }

    InstanceTrie ceilings() {
        return ceilings;
    }
}
