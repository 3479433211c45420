package io.gapura.rbac;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says once of each permission that code asks for it although nobody has declared it: most likely a slip of the pen, which
 * would be refused for ever without a word. At most 1,000 are said; the object that it is about never is. Thread-safe.
 */
final class UnknownPermissions {
    private static final System.Logger LOG = System.getLogger("io.gapura.rbac");
    private static final int MOST = 1_000;

    private final Set<String> said = ConcurrentHashMap.newKeySet();

    void log(Permission permission) {
        String asked = permission.domain() + ":" + permission.action();
        if (said.size() < MOST && said.add(asked)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "unknown-permission " + asked
                            + " is asked for in code, but neither an annotation nor permissions: of"
                            + " the document declares it: refused");
        }
    }
}
