package io.gapura.filters;

import io.gapura.filters.TrustedProxies.Family;
import java.util.ArrayList;
import java.util.List;

/** A request as a proxy, or somebody who says that he is one, hands it on. */
final class Proxied {
    static final String PROXY = "10.0.0.7";
    static final TrustedProxies STANDARD = TrustedProxies.of(Family.FORWARDED, "10.0.0.0/8", "2001:db8:1::/48");
    static final TrustedProxies OLDER = TrustedProxies.of(Family.X_FORWARDED, "10.0.0.0/8", "2001:db8:1::/48");

    private Proxied() {}

    static RequestView view(TrustedProxies proxies, String peer, String... fields) {
        List<String> all = new ArrayList<>(List.of("Host", "app.example"));
        all.addAll(List.of(fields));
        return proxies.read(
                "GET",
                Target.parse("/a"),
                "http",
                Headers.of(all.toArray(String[]::new)),
                Body.none(),
                new Client(peer));
    }
}
