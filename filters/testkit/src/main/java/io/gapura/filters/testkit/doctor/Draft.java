package io.gapura.filters.testkit.doctor;

import java.util.ArrayList;
import java.util.List;

/** A request in the making: a plain one, of which a probe spoils one thing. Immutable. */
record Draft(
        String method, String target, String version, String host, String accept, List<String> lines, String body) {
    Draft {
        lines = List.copyOf(lines);
    }

    static Draft of(String method, String target, String host, List<String> lines) {
        return new Draft(method, target, "HTTP/1.1", "Host: " + host, "application/json", lines, "");
    }

    Draft method(String other) {
        return new Draft(other, target, version, host, accept, lines, body);
    }

    Draft target(String other) {
        return new Draft(method, other, version, host, accept, lines, body);
    }

    Draft version(String other) {
        return new Draft(method, target, other, host, accept, lines, body);
    }

    /** Whole lines in place of that of Host; empty for none. */
    Draft hostLine(String other) {
        return new Draft(method, target, version, other, accept, lines, body);
    }

    Draft accept(String other) {
        return new Draft(method, target, version, host, other, lines, body);
    }

    /** With one more field; a line may hold anything. */
    Draft with(String line) {
        List<String> more = new ArrayList<>(lines);
        more.add(line);
        return new Draft(method, target, version, host, accept, more, body);
    }

    /** Content as it stands, without a field that announces it. */
    Draft raw(String content) {
        return new Draft(method, target, version, host, accept, lines, content);
    }

    /** Content with its length; one character is one byte. */
    Draft content(String mediaType, String content) {
        return with("Content-Type: " + mediaType)
                .with("Content-Length: " + content.length())
                .raw(content);
    }

    String text() {
        StringBuilder text = new StringBuilder(method).append(' ').append(target);
        if (!version.isEmpty()) {
            text.append(' ').append(version);
        }
        text.append("\r\n");
        if (!host.isEmpty()) {
            text.append(host).append("\r\n");
        }
        text.append("Accept: ").append(accept).append("\r\n");
        lines.forEach(line -> text.append(line).append("\r\n"));
        return text.append("\r\n").append(body).toString();
    }
}
