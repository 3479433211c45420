package io.gapura.filters.signing.client;

import io.gapura.filters.HeaderLine;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that is not signed yet: what the application asked for, moved by redirects. Immutable. */
final class Draft {
    private static final int MOST_REDIRECTS = 5;

    private final HttpRequest original;
    private final String method;
    private final URI uri;
    /** Null when there is no publisher, or none any more. */
    private final byte @Nullable [] content;

    private final int redirects;

    private Draft(HttpRequest original, String method, URI uri, byte @Nullable [] content, int redirects) {
        this.original = original;
        this.method = method;
        this.uri = uri;
        this.content = content;
        this.redirects = redirects;
    }

    static Draft of(HttpRequest request, byte @Nullable [] content) {
        return new Draft(request, request.method(), request.uri(), content, 0);
    }

    String method() {
        return method;
    }

    URI uri() {
        return uri;
    }

    /** What a redirect leads to; empty when the answer is none, or none that a signature may follow. */
    Optional<Draft> redirected(int status, HttpHeaders answer) {
        boolean redirect = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
        List<String> locations = answer.allValues("location");
        if (!redirect || locations.size() != 1 || redirects == MOST_REDIRECTS) {
            return Optional.empty();
        }
        return target(locations.get(0)).map(target -> to(target, status));
    }

    private Optional<URI> target(String location) {
        try {
            URI target = uri.resolve(URI.create(location));
            return isSameAuthority(target) ? Optional.of(target) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Scheme, host and port as they are written: a signature never goes anywhere else. */
    private boolean isSameAuthority(URI target) {
        return uri.getScheme().equalsIgnoreCase(target.getScheme())
                && target.getRawAuthority() != null
                && uri.getRawAuthority().equalsIgnoreCase(target.getRawAuthority());
    }

    /** RFC 9110 §15.4: a POST becomes a GET by 301 and 302, everything but HEAD by 303; 307 and 308 keep all. */
    private Draft to(URI target, int status) {
        boolean toGet =
                status == 303 && !method.equals("HEAD") || (status == 301 || status == 302) && method.equals("POST");
        return new Draft(original, toGet ? "GET" : method, target, toGet ? null : content, redirects + 1);
    }

    byte[] bytes() {
        return content == null ? new byte[0] : content;
    }

    /** What the application set; without what describes content that is no longer there. */
    List<HeaderLine> headers() {
        List<HeaderLine> lines = new ArrayList<>();
        original.headers().map().forEach((name, values) -> {
            if (stays(name)) {
                values.forEach(value -> lines.add(new HeaderLine(name, value)));
            }
        });
        return lines;
    }

    private boolean stays(String name) {
        boolean dropped = content == null && original.bodyPublisher().isPresent();
        return !dropped || !name.toLowerCase(Locale.ROOT).startsWith("content-");
    }

    /** The request that goes out. */
    HttpRequest with(List<HeaderLine> lines, Optional<Duration> timeout) {
        BodyPublisher publisher = content == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(content);
        HttpRequest.Builder builder = HttpRequest.newBuilder(original, (name, value) -> stays(name))
                .uri(uri)
                .method(method, publisher);
        lines.forEach(line -> builder.header(line.name(), line.value()));
        timeout.ifPresent(builder::timeout);
        return builder.build();
    }
}
