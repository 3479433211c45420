package io.gapura.filters.limits;

import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.Decision;
import io.gapura.filters.Headers;
import io.gapura.filters.RefusedException;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import java.net.IDN;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The hosts that are served; all of them when none is listed. Exact names: no wildcard, no suffix. */
final class Hosts {
    /** IDNA 2003 and 2008 read these differently: ß, ς, and two joiners. */
    private static final String DEVIATIONS = "\u00DF\u03C2\u200C\u200D";

    private final Set<String> served;

    Hosts(Set<String> served) {
        this.served = served;
    }

    boolean isRestricted() {
        return !served.isEmpty();
    }

    /** Throws {@link IllegalArgumentException} for a name that no request can match. */
    static Set<String> checked(Set<String> hosts) {
        return hosts.stream().map(Hosts::checked).collect(Collectors.toUnmodifiableSet());
    }

    private static String checked(String host) {
        String name = ascii(host).toLowerCase(Locale.ROOT);
        int colon = name.indexOf(':', name.indexOf(']') + 1);
        boolean dotted = (colon < 0 ? name : name.substring(0, colon)).endsWith(".");
        if (dotted || !isHost(name)) {
            throw new IllegalArgumentException(
                    "hosts must be made of host or host:port, without wildcard and final dot");
        }
        return name;
    }

    /** An internationalised name is compared as what browsers send: its A-labels. */
    private static String ascii(String host) {
        if (host.chars().allMatch(c -> c < 0x80)) {
            return host;
        }
        if (host.chars().anyMatch(c -> DEVIATIONS.indexOf(c) >= 0)) {
            throw new IllegalArgumentException("hosts must be written with xn-- labels where two readings exist");
        }
        int colon = host.indexOf(':');
        String name = colon < 0 ? host : host.substring(0, colon);
        return IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES) + (colon < 0 ? "" : host.substring(colon));
    }

    /** Asks the judge of requests. */
    private static boolean isHost(String name) {
        try {
            return !RequestView.read(
                            "GET",
                            Target.parse("/"),
                            "http",
                            Headers.of("Host", name),
                            Body.none(),
                            new Client("192.0.2.1"))
                    .authority()
                    .isEmpty();
        } catch (RefusedException malformed) {
            return false;
        }
    }

    /** Throws {@code RefusedException} when Host is absent, repeated or malformed; HTTP/1.0 needs none. */
    Decision decide(RequestView request) {
        if (request.protocol().equals("HTTP/1.0") && !request.headers().contains("Host")) {
            return isRestricted() ? Refusals.HOST_NOT_SERVED : Decision.proceed();
        }
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
