package io.gapura.validation.encode;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds a URI of which every piece stays the piece it is, whatever text it comes from: no value ends its segment, adds a
 * parameter, leaves the path or changes the scheme (RFC 3986 §2.1, §3).
 *
 * <pre>{@code
 * SafeUri.at("https://shop.example").segments("orders", id).query("note", text).toURI();
 * SafeUri.here().segments("orders", id).toString(); // "/orders/…", of this site
 * }</pre>
 *
 * <p>Only characters that are unreserved everywhere (§2.3) stay as they are. A segment {@code .} or {@code ..} is refused,
 * because readers resolve it even when it is encoded, and so is an empty one. The base is checked as well: its scheme is
 * one of the named, it has a host, and neither user info, query nor fragment. Refusals are {@link
 * IllegalArgumentException}s without the text. Immutable and thread-safe; refining methods return copies.
 */
public final class SafeUri {
    private static final String UNRESERVED = "-._~";
    private static final Set<String> WEB = Set.of("http", "https");

    private final String base;
    private final List<String> segments;
    private final List<String> pairs;
    private final @Nullable String fragment;

    private SafeUri(String base, List<String> segments, List<String> pairs, @Nullable String fragment) {
        this.base = base;
        this.segments = List.copyOf(segments);
        this.pairs = List.copyOf(pairs);
        this.fragment = fragment;
    }

    /** Of this site: begins with one {@code /}, so that it cannot lead to another. */
    public static SafeUri here() {
        return new SafeUri("", List.of(), List.of(), null);
    }

    /** Below a base of {@code http} or {@code https}. */
    public static SafeUri at(String base) {
        return at(base, WEB);
    }

    /**
     * Below a base of one of these schemes, in lower case.
     *
     * @throws IllegalArgumentException when the base is no such URI
     */
    public static SafeUri at(String base, Set<String> schemes) {
        URI read = read(base).orElseThrow(() -> new IllegalArgumentException("the base must be a URI in ASCII"));
        String scheme = read.getScheme();
        if (scheme == null || !schemes.contains(scheme.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("the scheme of the base must be one of those that are allowed");
        }
        if (read.isOpaque() || read.getHost() == null || read.getRawUserInfo() != null) {
            throw new IllegalArgumentException("the base must have a host, and no user info");
        }
        if (read.getRawQuery() != null || read.getRawFragment() != null) {
            throw new IllegalArgumentException("the base must end before query and fragment");
        }
        if (!read.normalize().equals(read)) {
            throw new IllegalArgumentException("the path of the base must have no dot segments and no empty ones");
        }
        return new SafeUri(
                base.endsWith("/") ? base.substring(0, base.length() - 1) : base, List.of(), List.of(), null);
    }

    private static Optional<URI> read(String base) {
        try {
            boolean ascii = base.chars().allMatch(c -> c > ' ' && c < 0x7F);
            return ascii ? Optional.of(new URI(base)) : Optional.empty();
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    /** The same with more segments of its path, each one segment. */
    public SafeUri segments(String... more) {
        List<String> all = new ArrayList<>(segments);
        for (String each : more) {
            if (each.isEmpty() || each.equals(".") || each.equals("..")) {
                throw new IllegalArgumentException("a segment must not be empty, and no dot segment");
            }
            all.add(PercentCode.encode(each, UNRESERVED));
        }
        return new SafeUri(base, all, pairs, fragment);
    }

    /** The same with one more parameter in its query. */
    public SafeUri query(String name, String value) {
        List<String> all = new ArrayList<>(pairs);
        all.add(PercentCode.encode(name, UNRESERVED) + '=' + PercentCode.encode(value, UNRESERVED));
        return new SafeUri(base, segments, all, fragment);
    }

    /** The same with this fragment. */
    public SafeUri fragment(String text) {
        return new SafeUri(base, segments, pairs, PercentCode.encode(text, UNRESERVED));
    }

    public URI toURI() {
        return URI.create(toString());
    }

    /** In ASCII; to be encoded once more where it stands in an attribute, because {@code &} joins parameters. */
    @Override
    public String toString() {
        StringBuilder uri = new StringBuilder(base);
        boolean bare = base.indexOf('/', base.indexOf("//") + 2) < 0;
        if (bare && segments.isEmpty()) {
            uri.append('/');
        }
        segments.forEach(each -> uri.append('/').append(each));
        if (!pairs.isEmpty()) {
            uri.append('?').append(String.join("&", pairs));
        }
        return fragment == null
                ? uri.toString()
                : uri.append('#').append(fragment).toString();
    }
}
