package io.gapura.validation.constraints;

import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which URLs are let through; the attributes of {@link SafeUrl}, checked once. Immutable.
 *
 * @param schemes lower case, with an authority; default {@code https}
 * @param hosts exact names in lower-case ASCII; empty lets every public name through
 * @param ports empty lets the scheme's own port through, and no other
 * @param max characters, 1 to 8,192; default 2,048
 * @param literals whether a canonical IPv4 address or an IPv6 address in brackets passes when it is public
 * @param resolve whether the name is looked up and all its addresses have to be public: blocks, and is no substitute for
 *     the check when the connection is made
 */
public record UrlRules(
        Set<String> schemes, Set<String> hosts, Set<Integer> ports, int max, boolean literals, boolean resolve) {
    private static final Map<String, Integer> DEFAULT_PORTS =
            Map.of("http", 80, "ws", 80, "https", 443, "wss", 443, "ftp", 21);
    private static final Set<String> WITHOUT_HOST =
            Set.of("file", "javascript", "data", "vbscript", "blob", "about", "jar", "mailto");
    private static final UrlRules HTTPS = new UrlRules(Set.of("https"), Set.of(), Set.of(), 2_048, false, false);

    public UrlRules {
        schemes = Set.copyOf(schemes);
        hosts = Set.copyOf(hosts);
        ports = Set.copyOf(ports);
        if (schemes.isEmpty() || !schemes.stream().allMatch(UrlRules::isScheme)) {
            throw new IllegalArgumentException(
                    "schemes must be lower-case names of schemes with a host, such as https; file and javascript have none");
        }
        if (!hosts.stream().allMatch(UrlRules::isHost)) {
            throw new IllegalArgumentException(
                    "hosts must be whole host names in lower-case ASCII (xn--… for others), without scheme and port");
        }
        if (ports.stream().anyMatch(port -> port < 1 || port > 65_535)) {
            throw new IllegalArgumentException("ports must be 1 to 65535");
        }
        if (max < 1 || max > 8_192) {
            throw new IllegalArgumentException("max must be 1 to 8192");
        }
    }

    /** {@code https} to any public name on port 443, 2,048 characters. */
    public static UrlRules https() {
        return HTTPS;
    }

    /** The same for these schemes. */
    public UrlRules schemes(String... names) {
        return new UrlRules(Set.of(names), hosts, ports, max, literals, resolve);
    }

    /** The same for these hosts only. */
    public UrlRules hosts(String... names) {
        return new UrlRules(schemes, Set.of(names), ports, max, literals, resolve);
    }

    /** The same for these ports, and the scheme's own only if it is among them. */
    public UrlRules ports(int... numbers) {
        Set<Integer> all = new HashSet<>();
        for (int number : numbers) {
            all.add(number);
        }
        return new UrlRules(schemes, hosts, all, max, literals, resolve);
    }

    /** The same up to this many characters. */
    public UrlRules max(int characters) {
        return new UrlRules(schemes, hosts, ports, characters, literals, resolve);
    }

    /** The same, with addresses in place of names where they are public. */
    public UrlRules withLiterals() {
        return new UrlRules(schemes, hosts, ports, max, true, resolve);
    }

    /** The same, and the name has to lead to public addresses only. */
    public UrlRules resolving() {
        return new UrlRules(schemes, hosts, ports, max, literals, true);
    }

    OptionalInt defaultPort(String scheme) {
        Integer port = DEFAULT_PORTS.get(scheme);
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }

    private static boolean isScheme(String name) {
        return name.matches("[a-z][a-z0-9+.-]{0,31}") && !WITHOUT_HOST.contains(name);
    }

    private static boolean isHost(String name) {
        return name.equals(Ascii.lower(name)) && HostNames.isName(name, 0, name.length());
    }
}
