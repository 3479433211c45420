package io.gapura.examples.cli;

import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request with its signature: good for one time, and for as long as the server's window.
 */
final class SignedRequest {
    private final String method;
    private final URI uri;
    private final List<HeaderLine> headers;
    private final byte[] content;
    private final Optional<String> data;

    /**
     * A request to be printed or sent.
     *
     * @param data as given on the command line, so that a file stays a file
     */
    SignedRequest(String method, URI uri, List<HeaderLine> headers, byte[] content, Optional<String> data) {
        this.method = method;
        this.uri = uri;
        this.headers = headers;
        this.content = content;
        this.data = data;
    }

    /** As a server will see it. */
    RequestView view() {
        List<String> flat = new ArrayList<>();
        if (headers.stream().noneMatch(line -> line.named("Host"))) {
            flat.addAll(List.of("Host", uri.getRawAuthority()));
        }
        headers.forEach(line -> flat.addAll(List.of(line.name(), line.value())));
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        return RequestView.read(
                method,
                Target.parse(target),
                uri.getScheme(),
                Headers.of(flat.toArray(String[]::new)),
                Body.of(content),
                new Client("192.0.2.1"));
    }

    /** For a POSIX shell. Neither the path nor brackets in it are touched by curl, or the signature would not hold. */
    String asCurl() {
        StringBuilder command = new StringBuilder("curl --globoff --path-as-is ");
        command.append(method.equals("HEAD") ? "--head" : "--request " + quoted(method));
        for (HeaderLine line : headers) {
            // curl sends a header without value only when a semicolon stands for the colon
            String text = line.value().isEmpty() ? line.name() + ";" : line.name() + ": " + line.value();
            command.append(" \\\n  --header ").append(quoted(text));
        }
        if (content.length > 0) {
            String text = data.orElse("");
            command.append(" \\\n  ").append(text.startsWith("@") ? "--data-binary " : "--data-raw ");
            command.append(quoted(text));
        }
        return command.append(" \\\n  ").append(quoted(uri.toString())).toString();
    }

    /** One word for the shell, whatever stands in it. */
    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** Sends it; redirects are not followed, because a signature is for one host. */
    int send(PrintWriter out, PrintWriter err) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        content.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(content));
        headers.forEach(line -> request.header(line.name(), line.value()));
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            out.println("HTTP " + response.statusCode());
            out.println(response.body());
            return response.statusCode() >= 400 ? Gapura.REFUSED : 0;
        } catch (IOException unreachable) {
            err.println("gapura: the server was not reached: "
                    + unreachable.getClass().getSimpleName());
            return Gapura.UNREACHABLE;
        }
    }
}
