package io.gapura.filters.limits;

import io.gapura.filters.Decision;
import io.gapura.filters.RequestView;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The hosts that are served; all of them when none is listed. Exact names: no wildcard, no suffix. */
final class Hosts {
    private final Set<String> served;

    Hosts(Set<String> served) {
        this.served = served;
    }

    /** Throws {@link IllegalArgumentException} for a name that no request can match. */
    static Set<String> checked(Set<String> hosts) {
        for (String host : hosts) {
            boolean plain = host.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '/' && c != '@' && c != '*');
            if (host.isEmpty() || host.endsWith(".") || !plain) {
                throw new IllegalArgumentException(
                        "hosts must be made of host or host:port in ASCII, without wildcard and final dot");
            }
        }
        return hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** Throws {@code RefusedException} when Host is absent, repeated or malformed. */
    Decision decide(RequestView request) {
        String authority = request.authority();
        if (served.isEmpty() || served.contains(authority)) {
            return Decision.proceed();
        }
        int colon = authority.indexOf(':', authority.indexOf(']') + 1);
        String name = colon < 0 ? authority : authority.substring(0, colon);
        String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        String port = colon < 0 ? "" : authority.substring(colon);
        String defaultPort = request.scheme().equals("https") ? ":443" : ":80";
        boolean listed = served.contains(plain + port) || (colon < 0 && served.contains(plain + defaultPort));
        return listed ? Decision.proceed() : Refusals.HOST_NOT_SERVED;
    }
}
