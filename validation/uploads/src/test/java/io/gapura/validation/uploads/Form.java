package io.gapura.validation.uploads;

import io.gapura.filters.Body;
import io.gapura.filters.RequestView;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A multipart as a browser writes it, or as one that means harm. */
final class Form {
    static final String BOUNDARY = "----WebKitFormBoundary7MA4YWxkTrZu0gW";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Form file(String part, String filename, String type, String content) {
        return part(
                "Content-Disposition: form-data; name=\"" + part + "\"; filename=\"" + filename + "\"\r\nContent-Type: "
                        + type,
                content);
    }

    Form field(String part, String value) {
        return part("Content-Disposition: form-data; name=\"" + part + "\"", value);
    }

    Form part(String headers, String content) {
        return raw("--" + BOUNDARY + "\r\n" + headers + "\r\n\r\n" + content + "\r\n");
    }

    Form raw(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    byte[] end() {
        return raw("--" + BOUNDARY + "--\r\n").open();
    }

    byte[] open() {
        return bytes.toByteArray();
    }

    static String type() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    static RequestView request(byte[] content) {
        return request(content, type());
    }

    static RequestView request(byte[] content, String type) {
        return RequestView.post("/scans").header("Content-Type", type).withBody(Body.of(content));
    }
}
