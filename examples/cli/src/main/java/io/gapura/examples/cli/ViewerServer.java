package io.gapura.examples.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gapura.filters.audit.view.LogViewer;
import io.gapura.filters.audit.view.ViewAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Serves the page of an audit log to the one person who sees the printed address: on 127.0.0.1 alone, to one browser.
 *
 * <p>The address holds a token that counts once. It is exchanged for a cookie ({@code HttpOnly}, {@code SameSite=Strict})
 * whose path nobody can guess, so that other servers of this machine, which share cookies whatever their port, are not sent
 * it. A request for another host is refused (DNS rebinding), as is one that a page of another origin has made, and
 * whatever is not a {@code GET}. No field of CORS is ever sent.
 */
final class ViewerServer implements AutoCloseable {
    private static final String COOKIE = "gapura-audit";
    private static final int SECRET_BYTES = 32;
    private static final int THREADS = 4;
    private static final Map<String, String> OWN = Map.of(
            "Cache-Control", "no-store",
            "Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
            "Content-Type", "text/html;charset=utf-8",
            "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final LogViewer viewer;
    private final String authority;
    private final String place;
    private final String session;
    private final String token;
    private final AtomicBoolean used = new AtomicBoolean();

    private ViewerServer(HttpServer server, LogViewer viewer, SecureRandom random) {
        this.server = server;
        this.viewer = viewer;
        this.authority = "127.0.0.1:" + server.getAddress().getPort();
        this.place = "/" + secret(random) + "/";
        this.session = secret(random);
        this.token = secret(random);
    }

    /**
     * Begins to serve.
     *
     * @param port 0 for any that is free
     */
    static ViewerServer start(LogViewer viewer, int port, SecureRandom random) throws IOException {
        InetAddress own = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        ViewerServer started = new ViewerServer(HttpServer.create(new InetSocketAddress(own, port), 0), viewer, random);
        started.server.createContext("/", started::answer);
        started.server.setExecutor(started.threads);
        started.server.start();
        return started;
    }

    private static String secret(SecureRandom random) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What is to be opened; good for one time. */
    String address() {
        return "http://" + authority + "/open?token=" + token;
    }

    /** What is sent, of the viewer or of this server itself. */
    private record Answer(int status, Map<String, String> fields, String text, Optional<ViewAnswer> viewed) {
        byte[] content() {
            return viewed.map(ViewAnswer::body).orElseGet(() -> text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = answerOf(exchange);
            } catch (RuntimeException failed) {
                answer = refused(500, "something went wrong");
            }
            answer.fields().forEach(exchange.getResponseHeaders()::set);
            byte[] content = answer.content();
            boolean empty = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), empty ? -1 : content.length);
            if (!empty) {
                exchange.getResponseBody().write(content);
            }
        }
    }

    private static Answer of(ViewAnswer answer) {
        Map<String, String> fields = new HashMap<>(answer.headers());
        fields.put("Content-Type", answer.mediaType());
        return new Answer(answer.status(), fields, "", Optional.of(answer));
    }

    private Answer answerOf(HttpExchange exchange) {
        if (!isForUs(exchange)) {
            return refused(403, "this server answers its own page alone");
        }
        if (!exchange.getRequestMethod().equals("GET")) {
            return with(refused(405, "this server only shows"), "Allow", "GET");
        }
        String path = exchange.getRequestURI().getRawPath();
        String query =
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        if (path.equals("/open")) {
            return open(query);
        }
        if (!path.startsWith(place) || !hasSession(exchange)) {
            return refused(403, "open the address that gapura audit serve has printed; it is good for one time");
        }
        return of(viewer.answer("GET", path.substring(place.length()), query));
    }

    /** One Host, which is ours; no page of another origin, and none of another site that shares the host's name. */
    private boolean isForUs(HttpExchange exchange) {
        return only(exchange, "Host").filter(authority::equals).isPresent()
                && each(exchange, "Origin").stream().allMatch(("http://" + authority)::equals)
                && each(exchange, "Sec-Fetch-Site").stream()
                        .allMatch(
                                site -> site.equals("same-origin") || site.equals("none") || isOpening(exchange, site));
    }

    /** A link in another page may be the printed one: its token says that it is meant. */
    private static boolean isOpening(HttpExchange exchange, String site) {
        return exchange.getRequestURI().getRawPath().equals("/open")
                && (site.equals("cross-site") || site.equals("same-site"))
                && only(exchange, "Sec-Fetch-Mode").filter("navigate"::equals).isPresent();
    }

    private static List<String> each(HttpExchange exchange, String name) {
        return exchange.getRequestHeaders().getOrDefault(name, List.of());
    }

    private static Optional<String> only(HttpExchange exchange, String name) {
        List<String> values = each(exchange, name);
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    private boolean hasSession(HttpExchange exchange) {
        return only(exchange, "Cookie")
                .filter(cookie -> isSame(cookie, COOKIE + "=" + session))
                .isPresent();
    }

    private static boolean isSame(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    /** The page is gone to by itself, not by a redirection: a browser would take that for a step of who linked here. */
    private Answer open(String query) {
        if (!isSame(query, "token=" + token) || !used.compareAndSet(false, true)) {
            return refused(
                    403, "this address was used, or is not the one that was printed: start gapura audit serve again");
        }
        return with(
                html(200, "<meta http-equiv=\"refresh\" content=\"0;url=" + place + "\">", "opening the log"),
                "Set-Cookie",
                COOKIE + "=" + session + "; Path=" + place + "; HttpOnly; SameSite=Strict");
    }

    private static Answer refused(int status, String text) {
        return html(status, "", text);
    }

    private static Answer html(int status, String head, String text) {
        String page = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"color-scheme\" content=\"light dark\"><title>Gapura audit</title>" + head
                + "</head><body><p>gapura: " + text + "</p></body></html>\n";
        return new Answer(status, OWN, page, Optional.empty());
    }

    private static Answer with(Answer answer, String name, String value) {
        Map<String, String> all = new HashMap<>(answer.fields());
        all.put(name, value);
        return new Answer(answer.status(), all, answer.text(), answer.viewed());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        viewer.close();
    }
}
