package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls the demo as its people and the applications of its partners do. */
final class DemoClient {
    static final String TEA = "{\"item\":\"tea\",\"quantity\":3,\"cents\":450}";

    private final HttpClient client = HttpClient.newHttpClient();
    private final String origin;
    private final Path data;

    DemoClient(int port, Path data) {
        this.origin = "http://localhost:" + port;
        this.data = data;
    }

    HttpResponse<String> get(String path, Map<String, String> fields) throws Exception {
        return send("GET", path, "", fields);
    }

    HttpResponse<String> post(String path, String body, Map<String, String> fields) throws Exception {
        return send("POST", path, body, fields);
    }

    HttpResponse<String> send(String method, String path, String body, Map<String, String> fields) throws Exception {
        Map<String, String> all = new HashMap<>(fields);
        if (!body.isEmpty()) {
            all.putIfAbsent("Content-Type", "application/json");
        }
        return send(method, path, body.getBytes(StandardCharsets.UTF_8), all);
    }

    HttpResponse<String> send(String method, String path, byte[] body, Map<String, String> fields) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        fields.forEach(request::setHeader);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A form with one file. */
    HttpResponse<String> upload(String path, String name, String type, byte[] content, String person) throws Exception {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(("--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                        + "\"\r\nContent-Type: " + type + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(content);
        form.writeBytes("\r\n--cut--\r\n".getBytes(StandardCharsets.UTF_8));
        Map<String, String> fields = new HashMap<>(person.isEmpty() ? Map.of() : person(person));
        fields.put("Content-Type", "multipart/form-data; boundary=cut");
        return send("POST", path, form.toByteArray(), fields);
    }

    /** A person with its password. */
    Map<String, String> person(String name) {
        return Map.of("Authorization", basic(name, password(data, name)));
    }

    static String basic(String name, String password) {
        byte[] pair = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** The first password of a person, as a user of the demo finds it in the data folder. */
    static String password(Path data, String name) {
        try {
            return Files.readAllLines(data.resolve("people.txt")).stream()
                    .map(line -> line.split(" ", -1))
                    .filter(words -> words[0].equals(name))
                    .map(words -> words[2])
                    .findFirst()
                    .orElseThrow();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The same, acting so. */
    Map<String, String> person(String name, String hat) {
        return Map.of("Authorization", person(name).get("Authorization"), "Acting-As", hat);
    }

    /** An application with a token that says this, as the command prints it. */
    Map<String, String> token(String... arguments) {
        String token = TokenCommand.of(List.of(arguments)).token(DataFolder.at(data), InstantSource.system());
        return Map.of("Authorization", "Bearer " + token);
    }

    static String idOf(HttpResponse<String> created) {
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return created.body().replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
    }

    static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    }

    /** The whole document but for the id of the incident. */
    static String documentOf(HttpResponse<String> answer) {
        return answer.body().replaceAll("urn:uuid:[0-9a-f-]+", "urn:uuid:");
    }
}
