package io.gapura.filters.testkit.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A sound application at {@code /shop/item}, and what it takes to spoil it. */
final class Minds {
    static final String PATH = "/shop/item";
    private static final String HEADERS = "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"
            + "Content-Security-Policy: default-src 'none'\r\nStrict-Transport-Security: max-age=1\r\n";
    private static final Set<String> KNOWN = Set.of(
            "host",
            "accept",
            "user-agent",
            "x-doctor",
            "connection",
            "origin",
            "range",
            "accept-language",
            "forwarded",
            "x-forwarded-host",
            "x-forwarded-proto",
            "x-forwarded-for",
            "x-original-url",
            "x-rewrite-url",
            "cookie",
            "x-doctor-field",
            "access-control-request-method",
            "access-control-request-headers");

    private Minds() {}

    /** Serves its one path for a flawless GET or HEAD, fails at /shop/fail, and refuses the rest by a document. */
    static String sound(String request) {
        List<String> lines = List.of(request.split("\r\n\r\n", 2)[0].split("\r\n", -1));
        String first = lines.get(0);
        if (first.equals("GET /shop/fail HTTP/1.1")) {
            return problem(500);
        }
        boolean known = first.equals("GET " + PATH + " HTTP/1.1") || first.equals("HEAD " + PATH + " HTTP/1.1");
        if (known && isFlawless(lines.subList(1, lines.size()))) {
            String content = first.startsWith("HEAD") ? "" : "{\"item\":\"tea\"}";
            return answer(200, "Content-Type: application/json\r\n" + HEADERS, content);
        }
        return problem(first.startsWith("GET /shop/gapura-doctor-") ? 404 : 400);
    }

    private static boolean isFlawless(List<String> fields) {
        long hosts = fields.stream().filter(line -> line.startsWith("Host: ")).count();
        return hosts == 1
                && fields.stream().allMatch(line -> line.matches("[\\w-]+: [\\x20-\\x7E]{0,5000}"))
                && fields.stream().noneMatch(line -> line.matches("Host: .*[ ,/@].*|Host: .*:port"))
                && fields.stream()
                        .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT))
                        .allMatch(KNOWN::contains)
                && fields.stream().noneMatch(line -> line.length() > 2_000 && line.startsWith("Cookie"));
    }

    static String problem(int status) {
        return error(
                status,
                "Content-Type: application/problem+json\r\n",
                "{\"type\":\"about:blank\",\"title\":\"No.\",\"status\":" + status + "}");
    }

    /** With all that an error needs but its media type. */
    static String error(int status, String more, String content) {
        return answer(status, "Cache-Control: no-store\r\n" + HEADERS + more, content);
    }

    static String answer(int status, String fields, String content) {
        return "HTTP/1.1 " + status + " \r\n" + fields + "Content-Length: " + content.length() + "\r\n\r\n" + content;
    }

    static String json(int status, String content) {
        return error(status, "Content-Type: application/json\r\n", content);
    }
}
