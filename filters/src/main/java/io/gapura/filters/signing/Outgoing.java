package io.gapura.filters.signing;

import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.RefusedException;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** The reading that a server will have of a request that is about to be sent: what is signed is that reading. */
final class Outgoing {
    private Outgoing() {}

    /**
     * The view of the other side.
     *
     * @throws IllegalArgumentException when no server should accept the request
     */
    static RequestView view(String method, URI uri, List<HeaderLine> headers, Body body) {
        return view(method, uri, headers, body, List.of());
    }

    /** The same with fields behind the content. */
    static RequestView view(String method, URI uri, List<HeaderLine> headers, Body body, List<HeaderLine> trailers) {
        String authority = uri.getRawAuthority();
        boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!web || authority == null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("a signed request needs an absolute http or https URI without user");
        }
        List<String> lines = new ArrayList<>();
        if (headers.stream().noneMatch(line -> line.named("Host"))) {
            lines.addAll(List.of("Host", authority));
        }
        addTo(lines, headers);
        List<String> behind = new ArrayList<>();
        addTo(behind, trailers);
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String scheme = "https".equalsIgnoreCase(uri.getScheme()) ? "https" : "http";
        try {
            Target target = Target.of(path, uri.getRawQuery());
            Body whole = trailers.isEmpty() ? body : body.withTrailers(Headers.of(behind.toArray(String[]::new)));
            return RequestView.read(
                    method, target, scheme, Headers.of(lines.toArray(String[]::new)), whole, Client.unknown());
        } catch (RefusedException ambiguous) {
            throw new IllegalArgumentException("no server should accept this request: "
                    + ambiguous.rejection().reason());
        }
    }

    private static void addTo(List<String> flat, List<HeaderLine> lines) {
        lines.forEach(line -> flat.addAll(List.of(line.name(), line.value())));
    }
}
