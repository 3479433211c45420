package io.gapura.filters;

/**
 * Shows a session id that a container has taken out of a path: Open Liberty and the Grizzly of GlassFish and Payara hand on
 * {@code /pay} for {@code /pay;jsessionid=1}, with which it would pass for the plain path here, and for another one at
 * whoever stands in front. Both say it elsewhere.
 *
 * <p>Where a cookie has named the session as well, Grizzly says nothing of the path any more: everybody behind the
 * connector then reads the plain path.
 */
public final class HiddenSession {
    private static final String PARAMETER = ";jsessionid";

    private HiddenSession() {}

    /**
     * The raw path, and the parameter behind it when only the container saw it.
     *
     * @param path as the container says it
     * @param inPath whether the container says that the session id came in the path
     * @param url the whole of what was asked for, as the container says it
     */
    public static String shown(String path, boolean inPath, CharSequence url) {
        if (path.indexOf(';') >= 0) {
            return path;
        }
        if (inPath) {
            return path + PARAMETER;
        }
        String text = url.toString();
        int authority = text.indexOf("://");
        int slash = authority < 0 ? -1 : text.indexOf('/', authority + 3);
        return slash >= 0 && text.indexOf(';', slash) >= 0 ? text.substring(slash) : path;
    }
}
