package io.gapura.filters.signing.webhook;

import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.Headers;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request as a sender would make it, and the same with one thing changed. */
record Delivery(String method, String target, Map<String, String> fields, String content) {
    static final String PATH = "/hooks/one";
    static final String URL = "https://shop.example/hooks/one";

    Delivery {
        fields = new LinkedHashMap<>(fields);
    }

    static Delivery of(String content, String... namesAndValues) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Delivery("POST", PATH, fields, content);
    }

    Delivery to(String other) {
        return new Delivery(method, other, fields, content);
    }

    Delivery method(String other) {
        return new Delivery(other, target, fields, content);
    }

    Delivery content(String other) {
        return new Delivery(method, target, fields, other);
    }

    Delivery field(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return new Delivery(method, target, more, content);
    }

    Delivery without(String name) {
        Map<String, String> fewer = new LinkedHashMap<>(fields);
        fewer.remove(name);
        return new Delivery(method, target, fewer, content);
    }

    RequestView request() {
        return request("", "");
    }

    /** With one more line, for a field that comes twice. */
    RequestView request(String name, String value) {
        List<String> lines = new ArrayList<>(List.of("Host", "inner.example"));
        fields.forEach((field, text) -> lines.addAll(List.of(field, text)));
        if (!name.isEmpty()) {
            lines.addAll(List.of(name, value));
        }
        return RequestView.read(
                method,
                Target.parse(target),
                "http",
                Headers.of(lines.toArray(String[]::new)),
                Body.of(content.getBytes(StandardCharsets.UTF_8)),
                new Client("192.0.2.1"));
    }
}
