package io.gapura.filters.testkit.doctor;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Where probes go: the examined path, and a path that nobody has. Every request carries the canary in two fields.
 *
 * @param authority for Host
 * @param path raw, without query
 * @param query with its question mark, or empty
 * @param context the first segment when there are two slashes, taken for the context path
 */
record Aim(String authority, String path, String query, String context, Options options) {
    static Aim at(URI uri, Options options) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        int second = path.indexOf('/', 1);
        return new Aim(uri.getRawAuthority(), path, query, second < 0 ? "" : path.substring(0, second), options);
    }

    String canary() {
        return options.canary();
    }

    /** GET of the examined path. */
    Draft plain() {
        return get(path + query);
    }

    Draft get(String target) {
        List<String> lines = new ArrayList<>(
                List.of("User-Agent: gapura-doctor (" + canary() + ")", "X-Doctor: " + canary(), "Connection: close"));
        lines.addAll(options.headers());
        return Draft.of("GET", target, authority, lines);
    }

    /** A path that nobody has. */
    String nowhere() {
        return context + "/gapura-doctor-" + canary();
    }

    /** Where methods that may change something go. */
    Draft unsafe(String method) {
        return get(options.intrusive() ? path + query : nowhere()).method(method);
    }

    /** The examined path up to its last segment, slash included. */
    String parent() {
        int end = path.endsWith("/") ? path.length() - 1 : path.length();
        return path.substring(0, path.lastIndexOf('/', Math.max(0, end - 1)) + 1);
    }

    /** The last segment with its trailing slash; empty for the root. */
    String last() {
        return path.substring(parent().length());
    }
}
