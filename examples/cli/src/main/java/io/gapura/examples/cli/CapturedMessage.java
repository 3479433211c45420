package io.gapura.examples.cli;

import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.Headers;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A request or response as it went over the wire: first line, header lines, empty line, content. Lines may end with LF
 * alone, as captures mostly do. What the lines say of the content holds: chunks are put together, and what is longer than
 * declared, such as an editor's last line end, is cut.
 */
final class CapturedMessage {
    private static final int MOST_LINES = 1_000;

    private final String first;
    private final Headers headers;
    private final byte[] content;

    private CapturedMessage(String first, Headers headers, byte[] content) {
        this.first = first;
        this.headers = headers;
        this.content = content;
    }

    /** Reads it, or says what is wrong with the capture. */
    static CapturedMessage read(byte[] bytes) {
        int at = 0;
        List<String> lines = new ArrayList<>();
        while (at < bytes.length) {
            int end = lineEnd(bytes, at);
            String line = line(bytes, at, end);
            at = Math.min(end + 1, bytes.length);
            if (line.isEmpty()) {
                break;
            }
            if (lines.size() == MOST_LINES) {
                throw new IllegalArgumentException("a capture has at most " + MOST_LINES + " lines before its content");
            }
            lines.add(line);
        }
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("the capture is empty");
        }
        Headers headers = headers(lines.subList(1, lines.size()));
        return new CapturedMessage(lines.get(0), headers, content(bytes, at, headers));
    }

    private static int lineEnd(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    private static String line(byte[] bytes, int from, int end) {
        int to = end > from && bytes[end - 1] == '\r' ? end - 1 : end;
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static Headers headers(List<String> lines) {
        List<String> flat = new ArrayList<>();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("a header line of the capture has no colon");
            }
            flat.add(line.substring(0, colon));
            flat.add(line.substring(colon + 1).strip());
        }
        return Headers.of(flat.toArray(String[]::new));
    }

    private static byte[] content(byte[] bytes, int from, Headers headers) {
        if (headers.all("transfer-encoding").stream().anyMatch(coding -> coding.equalsIgnoreCase("chunked"))) {
            return unchunked(bytes, from);
        }
        int length = bytes.length - from;
        List<String> declared = headers.all("content-length");
        if (declared.size() == 1 && declared.get(0).matches("[0-9]{1,9}")) {
            length = Math.min(length, Integer.parseInt(declared.get(0)));
        }
        return Arrays.copyOfRange(bytes, from, from + length);
    }

    private static byte[] unchunked(byte[] bytes, int from) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int at = from;
        while (true) {
            int end = lineEnd(bytes, at);
            String size = line(bytes, at, end).replaceFirst(";.*", "").strip();
            if (!size.matches("[0-9A-Fa-f]{1,7}")) {
                throw new IllegalArgumentException("a chunk of the capture has no size");
            }
            int length = Integer.parseInt(size, 16);
            if (length == 0) {
                return content.toByteArray();
            }
            int behind = end + 1 + length;
            int next = behind > bytes.length ? behind : lineEnd(bytes, behind) + 1;
            if (next > bytes.length) {
                throw new IllegalArgumentException("a chunk of the capture is cut off");
            }
            content.write(bytes, end + 1, length);
            at = next;
        }
    }

    /** As a request that came by that scheme. */
    RequestView request(String scheme) {
        String[] words = first.split(" ", -1);
        if (words.length != 3 || !words[2].startsWith("HTTP/")) {
            throw new IllegalArgumentException("the capture must begin with a request line: METHOD target HTTP/1.1");
        }
        return RequestView.read(
                words[0], Target.parse(words[1]), scheme, headers, Body.of(content), new Client("192.0.2.1"));
    }

    /** Of a response. */
    int status() {
        String[] words = first.split(" ", -1);
        if (words.length < 2 || !words[0].startsWith("HTTP/") || !words[1].matches("[1-9][0-9]{2}")) {
            throw new IllegalArgumentException("the response must begin with a status line: HTTP/1.1 200");
        }
        return Integer.parseInt(words[1]);
    }

    Headers headers() {
        return headers;
    }

    byte[] content() {
        return content.clone();
    }
}
