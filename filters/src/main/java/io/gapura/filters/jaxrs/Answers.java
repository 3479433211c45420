package io.gapura.filters.jaxrs;

import io.gapura.filters.AnswerRules;
import io.gapura.filters.Exchange;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.HeaderLine;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Puts the gate's answer in the place of the application's: status, headers and bytes. Bytes, because every runtime
 * writes a byte array of any media type without negotiation.
 */
final class Answers {
    /**
     * What described the application's content, or must not outlive its failure (errors.md §7); and what a rejection
     * says again in checked lines.
     */
    private static final Set<String> FOREIGN = Set.of(
            "accept",
            "accept-patch",
            "accept-ranges",
            "accept-signature",
            "allow",
            "cache-control",
            "content-disposition",
            "content-encoding",
            "content-language",
            "content-length",
            "content-range",
            "content-type",
            "etag",
            "expires",
            "last-modified",
            "link",
            "location",
            "retry-after",
            "server",
            "set-cookie",
            "trailer",
            "transfer-encoding",
            "via",
            "www-authenticate",
            "x-powered-by");

    private static final String ALLOW = "Allow";

    private static final String SET_COOKIE = "Set-Cookie";

    private static final Annotation[] NO_ANNOTATIONS = {};

    private Answers() {}

    /** For {@code abortWith}: {@link CompletionFilter} writes the bytes. */
    static Response toResponse(GateAnswer answer) {
        return Response.status(answer.status()).entity(answer).build();
    }

    /** In the place of an error that the application made itself: its other headers stay. */
    static void replace(ContainerResponseContext response, GateAnswer answer, Visit visit) throws IOException {
        List<Object> cookies = keptCookies(response, visit);
        response.getHeaders().keySet().removeIf(name -> FOREIGN.contains(name.toLowerCase(Locale.ROOT)));
        if (visit.exchange() != null) {
            removeWithheld(response, visit.exchange());
        }
        fill(response, answer, visit);
        cookies.forEach(cookie -> response.getHeaders().add(SET_COOKIE, cookie));
    }

    /** CXF 4.1 writes what a filter has taken out all the same, unless something stands in its place. */
    private static boolean isOfCxf(ContainerResponseContext response) {
        return response.getClass().getName().startsWith("org.apache.cxf.");
    }

    /** The cookies of the application that the section {@code errors} names, such as that of a logout. */
    private static List<Object> keptCookies(ContainerResponseContext response, Visit visit) {
        Set<String> names = visit.exchange() == null
                ? Set.of()
                : visit.exchange().errorRules().keptCookies();
        List<Object> set = response.getHeaders().get(SET_COOKIE);
        return names.isEmpty() || set == null
                ? List.of()
                : set.stream().filter(cookie -> names.contains(nameOf(cookie))).toList();
    }

    private static String nameOf(Object cookie) {
        String text = cookie instanceof NewCookie known ? known.getName() + "=" : cookie.toString();
        int equals = text.indexOf('=');
        return equals < 1 ? "" : text.substring(0, equals).strip();
    }

    /** An error that the application answers itself: without a word of its own it is not stored, and never sniffed. */
    static void harden(ContainerResponseContext response) {
        response.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
        response.getHeaders().computeIfAbsent("Cache-Control", name -> new ArrayList<>(List.of("no-store")));
    }

    /** A refusal of the gate: no header of the application, or of a server that it called, has a place in it. */
    static void replaceAll(ContainerResponseContext response, GateAnswer answer, Visit visit) throws IOException {
        response.getHeaders().clear();
        fill(response, answer, visit);
    }

    private static void fill(ContainerResponseContext response, GateAnswer answer, Visit visit) throws IOException {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        response.setStatus(answer.status());
        Set<String> inFront = namesFrom(visit);
        Set<String> begun = new HashSet<>();
        String type = MediaType.APPLICATION_OCTET_STREAM;
        for (HeaderLine line : answer.headers()) {
            String name = line.name().toLowerCase(Locale.ROOT);
            if (name.equals("content-type")) {
                type = line.value();
            } else if (!inFront.contains(name)) {
                if (begun.add(name)) {
                    headers.remove(line.name());
                }
                headers.add(line.name(), line.value());
            }
        }
        if (isOfCxf(response) && !begun.contains("allow") && answer.status() < 500) {
            headers.putSingle(ALLOW, ""); // it may have one that it shows nobody
        }
        setContent(response, answer, type);
    }

    /** The filter in front sets these itself; some runtimes would add ours as second lines. */
    private static Set<String> namesFrom(Visit visit) {
        Set<String> names = new HashSet<>();
        if (!visit.own() && visit.exchange() != null) {
            visit.exchange().headersInto((name, value) -> names.add(name.toLowerCase(Locale.ROOT)));
        }
        return names;
    }

    private static void setContent(ContainerResponseContext response, GateAnswer answer, String type)
            throws IOException {
        if (answer.length() == 0) {
            response.setEntity(null);
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(answer.length());
        answer.writeTo(bytes);
        response.setEntity(bytes.toByteArray(), NO_ANNOTATIONS, MediaType.valueOf(type));
    }

    /** What policies gathered, on the application's own answer, and what they let it keep. */
    static void addHeaders(ContainerResponseContext response, Exchange exchange) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        removeWithheld(response, exchange);
        exchange.headersInto((name, value) -> addHeader(headers, new HeaderLine(name, value)));
        AnswerRules rules = exchange.answerRules();
        rules.onSuccess().forEach(line -> headers.putSingle(line.name(), line.value()));
        for (HeaderLine line : rules.unlessSaid()) {
            if (headers.keySet().stream().noneMatch(line::named)) {
                headers.putSingle(line.name(), line.value());
            }
        }
    }

    /** Banners, and what is the gate's alone to say; before the gate says it. */
    private static void removeWithheld(ContainerResponseContext response, Exchange exchange) {
        response.getHeaders().keySet().removeIf(exchange.answerRules()::removes);
    }

    /** Vary and cookies add to what the application says. */
    static void addHeader(MultivaluedMap<String, Object> headers, HeaderLine line) {
        if (!line.adds()) {
            headers.putSingle(line.name(), line.value());
            return;
        }
        List<String> said = headers.getOrDefault(line.name(), List.of()).stream()
                .map(String::valueOf)
                .toList();
        if (!line.isSaidBy(said)) {
            headers.add(line.name(), line.value());
        }
    }
}
