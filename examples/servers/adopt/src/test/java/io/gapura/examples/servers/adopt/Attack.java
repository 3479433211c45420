package io.gapura.examples.servers.adopt;

import io.gapura.filters.testkit.RawAnswer;
import io.gapura.filters.testkit.RawHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * One request that no user of an application sends, byte by byte.
 *
 * @param text with {@code {host}} and {@code {login}} still in it; lines end with a line feed
 */
record Attack(String name, String text) {
    private static final String LOGIN =
            "Basic " + Base64.getEncoder().encodeToString("ada:lovelace".getBytes(StandardCharsets.US_ASCII));
    private static final String CROSS_SITE = "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\n"
            + "Sec-Fetch-Dest: document\nOrigin: https://evil.example\n";

    /**
     * Those that are tried on every application.
     *
     * @param page one that a user may open
     * @param action what a foreign page would like its user to do: a target for a POST
     * @param form what it would send there
     */
    static List<Attack> on(String context, String page, String action, String type, String form) {
        List<Attack> all = new ArrayList<>();
        all.add(get("a dot segment with a parameter", "/" + context + "/x/..;/WEB-INF/web.xml", ""));
        all.add(get("encoded dot segments", "/" + context + "/x/%2e%2e/%2e%2e/" + context + "/", ""));
        all.add(get("a doubly encoded slash", page + "%252fadmin", ""));
        all.add(get("a hidden folder", "/" + context + "/.git/config", ""));
        all.add(get("a session in the path", page + ";jsessionid=0123456789ABCDEF", ""));
        all.add(get("two sessions", page, "Cookie: JSESSIONID=1; JSESSIONID=2\n"));
        all.add(get("another method by a field", page, "X-HTTP-Method-Override: DELETE\n"));
        all.add(get("a password in the query", page + "?password=hunter2", ""));
        all.add(get("a hundred and one parameters", page + "?" + "a=1&".repeat(100) + "b=1", ""));
        all.add(new Attack("TRACE", "TRACE " + page + " HTTP/1.1\nHost: {host}\nAuthorization: {login}\n\n"));
        all.add(new Attack(
                "content in two codings",
                "POST " + page + " HTTP/1.1\nHost: {host}\nAuthorization: {login}\nContent-Length: 3\n"
                        + "Content-Encoding: gzip, gzip\nContent-Type: application/json\n\n{} "));
        if (!context.equals("manager")) { // it takes archives
            all.add(post("two mebibytes of content", page, "application/octet-stream", "", "x".repeat(2 << 20)));
        }
        all.add(post("a form of a foreign page", action, type, CROSS_SITE, form));
        all.add(post("a form of a foreign page, older browser", action, type, "Origin: https://evil.example\n", form));
        all.add(post("a form of a sandboxed page", action, "text/plain", "Origin: null\n", form));
        all.add(get(
                "an image of a foreign page",
                page,
                "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: no-cors\nSec-Fetch-Dest: image\n"));
        all.add(new Attack(
                "a preflight of a foreign page",
                "OPTIONS " + action + " HTTP/1.1\nHost: {host}\nOrigin: https://evil.example\n"
                        + "Access-Control-Request-Method: POST\nAccess-Control-Request-Headers: content-type\n\n"));
        return all;
    }

    private static Attack get(String name, String target, String fields) {
        return new Attack(name, "GET " + target + " HTTP/1.1\nHost: {host}\nAuthorization: {login}\n" + fields + "\n");
    }

    private static Attack post(String name, String target, String type, String fields, String content) {
        return new Attack(
                name,
                "POST " + target + " HTTP/1.1\nHost: {host}\nAuthorization: {login}\n" + fields + "Content-Type: "
                        + type + "\nContent-Length: " + content.length() + "\n\n" + content);
    }

    /** What came back; a connection that was closed without an answer is a refusal, too. */
    RawAnswer send(RawHttp server, String host) throws IOException {
        int end = text.indexOf("\n\n") + 2;
        String head = text.substring(0, end).replace("\n\n", "\nConnection: close\n\n");
        String request =
                head.replace("{host}", host).replace("{login}", LOGIN).replace("\n", "\r\n") + text.substring(end);
        return server.send(request.getBytes(StandardCharsets.UTF_8));
    }
}
