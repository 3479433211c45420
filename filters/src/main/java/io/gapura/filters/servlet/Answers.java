package io.gapura.filters.servlet;

import io.gapura.filters.GateAnswer;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Rejection;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** Writes what the gate answers, once, in place of everything that was prepared; and knows how statuses are refused. */
final class Answers {
    private Answers() {}

    /**
     * Resets the response, writes and commits.
     *
     * @param head whether the request was HEAD: the length is told, the content is not sent
     */
    static void write(GateAnswer answer, HttpServletResponse response, boolean head) throws IOException {
        response.reset();
        response.setStatus(answer.status());
        headers(answer.headers(), response);
        if (answer.status() != 204) {
            response.setContentLength(answer.length());
            if (!head) {
                answer.writeTo(response.getOutputStream());
            }
        }
        response.flushBuffer();
    }

    private static void headers(List<HeaderLine> lines, HttpServletResponse response) {
        for (int i = 0; i < lines.size(); i++) {
            HeaderLine line = lines.get(i);
            if (isFirst(lines, i)) {
                response.setHeader(line.name(), line.value());
            } else {
                response.addHeader(line.name(), line.value());
            }
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

    /** A refusal for a status that the application chose; what it has to say about it is kept in its headers alone. */
    static Rejection ofStatus(int chosen, HttpServletResponse response) {
        int status = chosen < 400 || chosen > 599 ? 500 : chosen;
        Rejection rejection = Rejection.of(status, code(status), "application-status");
        return switch (status) {
            case 401 -> keep(rejection, "WWW-Authenticate", response);
            case 405 -> keep(rejection, "Allow", response);
            case 415 -> keep(keep(rejection, "Accept", response), "Accept-Patch", response);
            case 416 -> keep(rejection, "Content-Range", response);
            case 429, 503 -> keep(rejection, "Retry-After", response);
            default -> rejection;
        };
    }

    private static String code(int status) {
        return switch (status) {
            case 404 -> "not-found";
            case 405 -> "method-not-allowed";
            default -> "status-" + status;
        };
    }

    private static Rejection keep(Rejection rejection, String name, HttpServletResponse response) {
        Rejection with = rejection;
        for (String value : response.getHeaders(name)) {
            with = keepIfSafe(with, name, value);
        }
        return with;
    }

    /** A value that no header may hold is the application's; the refusal goes without it. */
    private static Rejection keepIfSafe(Rejection rejection, String name, String value) {
        try {
            return rejection.header(name, value);
        } catch (IllegalArgumentException unsafe) {
            return rejection;
        }
    }
}
