package io.gapura.examples.servers.adopt;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Uses an application as a browser does: with cookies, Fetch Metadata and the fields that go with them, redirects
 * followed one by one. What comes back otherwise than expected is kept, not thrown, so that a run says all of it.
 *
 * <p>Used by one thread.
 */
final class Browser {
    private static final int MOST_REDIRECTS = 5;
    private static final String PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

    private final URI base;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .connectTimeout(Duration.ofMinutes(3))
            .build();
    private final List<String> wrong = new ArrayList<>();
    private Optional<String> authorization = Optional.empty();
    private int requests;

    private Browser(URI base) {
        this.base = base;
    }

    static Browser at(URI base) {
        return new Browser(base);
    }

    /** The name and password that its user typed into its window. */
    Browser knows(String name, String password) {
        String both = name + ":" + password;
        authorization =
                Optional.of("Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** Requests sent, each redirect one of them. */
    int requests() {
        return requests;
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    HttpClient client() {
        return client;
    }

    URI base() {
        return base;
    }

    /** Follows a link, or types an address. */
    String open(String path, int status, String... holds) {
        return follow(page(path).GET(), path, status, holds);
    }

    /** Loads what a page refers to: a script, a style or an image. */
    String load(String path, String kind, int status, String... holds) {
        HttpRequest.Builder request = to(path).header("Accept", "*/*")
                .header("Sec-Fetch-Site", "same-origin")
                .header("Sec-Fetch-Mode", "no-cors")
                .header("Sec-Fetch-Dest", kind);
        return follow(request.GET(), path, status, holds);
    }

    /** Asks from a script of the page. */
    String fetch(String path, int status, String... holds) {
        return follow(script(path).GET(), path, status, holds);
    }

    /** Sends from a script of the page. */
    String send(String path, String type, String content, int status, String... holds) {
        HttpRequest.Builder request = script(path)
                .header("Origin", base.toString())
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(content));
        return follow(request, path, status, holds);
    }

    /** Fills in a form and sends it. */
    String submit(String path, List<String> fields, int status, String... holds) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < fields.size(); i += 2) {
            pairs.add(encode(fields.get(i)) + "=" + encode(fields.get(i + 1)));
        }
        return post(
                path,
                "application/x-www-form-urlencoded",
                BodyPublishers.ofString(String.join("&", pairs)),
                status,
                holds);
    }

    /** Sends a form with one file in it. */
    String upload(String path, String field, String name, byte[] file, int status, String... holds) {
        String boundary = "----WebKitFormBoundary7MA4YWxkTrZu0gW";
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\"" + name
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n";
        byte[] before = head.getBytes(StandardCharsets.UTF_8);
        byte[] after = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[before.length + file.length + after.length];
        System.arraycopy(before, 0, all, 0, before.length);
        System.arraycopy(file, 0, all, before.length, file.length);
        System.arraycopy(after, 0, all, before.length + file.length, after.length);
        return post(path, "multipart/form-data; boundary=" + boundary, BodyPublishers.ofByteArray(all), status, holds);
    }

    /** The first group of a pattern in a page, such as a token of a form; what is not there is a fault of the page. */
    String find(String page, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(page.replace("&#47;", "/"));
        if (found.find()) {
            return found.group(1).replace("&amp;", "&");
        }
        wrong.add("a page without " + pattern);
        return "absent";
    }

    /** Does something that is one request, and says what was wrong with it, or nothing. */
    void counted(String name, Callable<String> request) {
        requests++;
        try {
            String fault = request.call();
            if (!fault.isEmpty()) {
                wrong.add(name + ": " + fault);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in a request", interrupted);
        } catch (Exception broken) {
            wrong.add(name + ": " + broken);
        }
    }

    private String post(String path, String type, BodyPublisher content, int status, String... holds) {
        HttpRequest.Builder request =
                page(path).header("Origin", base.toString()).header("Content-Type", type);
        return follow(request.POST(content), path, status, holds);
    }

    private HttpRequest.Builder page(String path) {
        return to(path).header("Accept", PAGE)
                .header("Upgrade-Insecure-Requests", "1")
                .header("Sec-Fetch-Site", "same-origin")
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-User", "?1")
                .header("Sec-Fetch-Dest", "document");
    }

    private HttpRequest.Builder script(String path) {
        return to(path).header("Accept", "application/json, text/plain, */*")
                .header("X-Requested-With", "XMLHttpRequest")
                .header("Sec-Fetch-Site", "same-origin")
                .header("Sec-Fetch-Mode", "cors")
                .header("Sec-Fetch-Dest", "empty");
    }

    private HttpRequest.Builder to(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofMinutes(5))
                .header(
                        "User-Agent",
                        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36")
                .header("Accept-Language", "en-GB,en;q=0.9,de;q=0.8")
                .header("Accept-Encoding", "identity")
                .header("Referer", base.resolve("/") + "here");
        authorization.ifPresent(value -> request.header("Authorization", value));
        return request;
    }

    private String follow(HttpRequest.Builder first, String path, int status, String... holds) {
        try {
            HttpResponse<String> answer = once(first);
            for (int i = 0; i < MOST_REDIRECTS && redirects(answer) && status / 100 != 3; i++) {
                URI next = answer.uri()
                        .resolve(answer.headers().firstValue("Location").orElseThrow());
                answer = once(page(next.toString()).GET());
            }
            judge(path, answer, status, holds);
            return answer.body();
        } catch (IOException broken) {
            wrong.add(path + ": " + broken);
            return "";
        }
    }

    private HttpResponse<String> once(HttpRequest.Builder request) throws IOException {
        requests++;
        try {
            return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in a request", interrupted);
        }
    }

    private static boolean redirects(HttpResponse<String> answer) {
        return answer.statusCode() / 100 == 3
                && answer.headers().firstValue("Location").isPresent();
    }

    private void judge(String path, HttpResponse<String> answer, int status, String... holds) {
        if (answer.statusCode() != status) {
            wrong.add(path + ": " + answer.statusCode() + " instead of " + status + " " + start(answer.body()));
            return;
        }
        for (String word : holds) {
            if (!answer.body().contains(word)) {
                wrong.add(path + ": without " + word + ": " + start(answer.body()));
            }
        }
    }

    private static String start(String text) {
        return text.substring(0, Math.min(200, text.length())).replaceAll("\\s+", " ");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
