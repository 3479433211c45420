package io.gapura.filters.origin;

import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The question of a browser whether a page may make a request (Fetch Standard §4.8): OPTIONS with Origin and
 * Access-Control-Request-Method. Answered from lists that were made at start-up; nothing of the question is repeated but
 * an origin that is listed.
 */
final class Preflight {
    static final String METHOD = "Access-Control-Request-Method";
    static final String VARY = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

    private static final String HEADERS = "Access-Control-Request-Headers";
    private static final String PRIVATE_NETWORK = "Access-Control-Request-Private-Network";
    private static final int MOST_HEADERS = 100;

    private final CorsSettings settings;
    private final String vary;
    private final List<HeaderLine> allowed;

    Preflight(CorsSettings settings) {
        this.settings = settings;
        this.vary = settings.privateNetwork() ? VARY + ", " + PRIVATE_NETWORK : VARY;
        List<HeaderLine> lines = new ArrayList<>();
        lines.add(list("Access-Control-Allow-Methods", settings.methods()));
        if (!settings.headers().isEmpty()) {
            lines.add(list("Access-Control-Allow-Headers", settings.headers()));
        }
        lines.add(new HeaderLine(
                "Access-Control-Max-Age", Long.toString(settings.maxAge().toSeconds())));
        lines.add(new HeaderLine("Vary", vary));
        this.allowed = List.copyOf(lines);
    }

    static HeaderLine list(String name, Collection<String> members) {
        return new HeaderLine(name, String.join(", ", new TreeSet<>(members)));
    }

    /** Whether the request is such a question; a field that stands twice is refused as a hard 400. */
    static boolean is(RequestView request) {
        return request.method().equals("OPTIONS")
                && request.headers().only("Origin").isPresent()
                && request.headers().only(METHOD).isPresent();
    }

    /**
     * Answers 204 with what is allowed, or refuses with 403 and no word that a browser could take for leave.
     *
     * @param lines what says whose question it is; null for an origin that is not listed
     */
    Decision answer(RequestView request, @Nullable List<HeaderLine> lines) {
        String refused = lines == null ? refusedOrigin(request) : complaint(request.headers());
        if (refused != null || lines == null) {
            return Decision.reject(
                    Rejection.of(403, "origin-refused", String.valueOf(refused)).header("Vary", vary));
        }
        List<HeaderLine> all = new ArrayList<>(lines);
        all.addAll(allowed);
        if (request.headers().contains(PRIVATE_NETWORK)) {
            all.add(new HeaderLine("Access-Control-Allow-Private-Network", "true"));
        }
        return new Decision.Answer(all);
    }

    private static String refusedOrigin(RequestView request) {
        String origin = request.headers().only("Origin").orElse("");
        if (origin.equals("null")) {
            return "origin.null";
        }
        return Origins.isWellFormed(origin) ? "origin.not-listed" : "origin.malformed";
    }

    /** The private word of what a listed origin asks too much. */
    private @Nullable String complaint(Headers headers) {
        String method = headers.only(METHOD).orElse("");
        if (!CorsSettings.isToken(method)) {
            return "preflight.malformed";
        }
        if (!settings.methods().contains(method)) {
            return "preflight.method";
        }
        Optional<String> privateNetwork = headers.only(PRIVATE_NETWORK);
        if (privateNetwork.isPresent() && !privateNetwork.get().equals("true")) {
            return "preflight.malformed";
        }
        if (privateNetwork.isPresent() && !settings.privateNetwork()) {
            return "preflight.private-network";
        }
        return headers.only(HEADERS).map(this::complaintOfNames).orElse(null);
    }

    private @Nullable String complaintOfNames(String names) {
        String[] members = names.split(",", MOST_HEADERS + 1);
        if (members.length > MOST_HEADERS) {
            return "preflight.malformed";
        }
        for (String member : members) {
            String name = member.strip();
            if (!CorsSettings.isToken(name)) {
                return "preflight.malformed";
            }
            if (!settings.headers().contains(name.toLowerCase(Locale.ROOT))) {
                return "preflight.header";
            }
        }
        return null;
    }

    static Set<String> words() {
        return Set.of(
                "origin.null",
                "origin.malformed",
                "origin.not-listed",
                "preflight.malformed",
                "preflight.method",
                "preflight.header",
                "preflight.private-network");
    }
}
