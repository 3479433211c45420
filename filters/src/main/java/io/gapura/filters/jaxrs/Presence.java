package io.gapura.filters.jaxrs;

/** Whether a library that this package can do without is there. */
final class Presence {
    private Presence() {}

    static boolean of(String className) {
        try {
            Class.forName(className, false, Presence.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }
}
