package io.gapura.filters.servlet;

import io.gapura.filters.GateAnswer;
import io.gapura.filters.HeaderLine;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Writes what the gate answers, once, in place of everything that was prepared. */
final class Answers {
    private Answers() {}

    /**
     * Resets the response, writes and commits. To HEAD the length is told, and the content is not sent.
     *
     * @param unread whether the content of the request may still be on the wire
     */
    static void write(GateAnswer answer, HttpServletRequest request, HttpServletResponse response, boolean unread)
            throws IOException {
        write(answer, request, response, unread, Set.of());
    }

    /** The same, with those cookies of the application that an error answer keeps. */
    static void write(
            GateAnswer answer,
            HttpServletRequest request,
            HttpServletResponse response,
            boolean unread,
            Set<String> keptCookies)
            throws IOException {
        List<String> cookies = kept(keptCookies, response);
        response.reset();
        response.setStatus(answer.status());
        headers(answer.headers(), response);
        for (String cookie : cookies) {
            response.addHeader("Set-Cookie", cookie);
        }
        if (mustClose(answer.status(), request, unread)) {
            response.setHeader("Connection", "close");
        }
        if (answer.status() != 204) {
            response.setContentLength(answer.length());
            if (!request.getMethod().equals("HEAD")) {
                answer.writeTo(response.getOutputStream());
            }
        }
        response.flushBuffer();
    }

    private static List<String> kept(Set<String> names, HttpServletResponse response) {
        return names.isEmpty()
                ? List.of()
                : response.getHeaders("Set-Cookie").stream()
                        .filter(line -> names.contains(CookieLine.nameOf(line)))
                        .toList();
    }

    /** What a refused client still sends must not be taken for its next request. The field is HTTP/1.1's alone. */
    private static boolean mustClose(int status, HttpServletRequest request, boolean unread) {
        return "HTTP/1.1".equals(request.getProtocol())
                && (status == 413 || status == 408 || unread && hasContent(request));
    }

    private static boolean hasContent(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    private static void headers(List<HeaderLine> lines, HttpServletResponse response) {
        long seen = 0;
        for (int i = 0; i < lines.size(); i++) {
            HeaderLine line = lines.get(i);
            // Names that differ here differ: nearly none need be compared with all before it.
            long bit = 1L << (line.name().length() * 7 + (line.name().charAt(0) | 0x20));
            if ((seen & bit) == 0 || isFirst(lines, i)) {
                response.setHeader(line.name(), line.value());
            } else {
                response.addHeader(line.name(), line.value());
            }
            seen |= bit;
        }
    }

    private static boolean isFirst(List<HeaderLine> lines, int at) {
        for (int i = 0; i < at; i++) {
            if (lines.get(i).named(lines.get(at).name())) {
                return false;
            }
        }
        return true;
    }
}
