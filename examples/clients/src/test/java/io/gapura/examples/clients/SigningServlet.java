package io.gapura.examples.clients;

import io.gapura.filters.HeaderLine;
import io.gapura.filters.signing.SignedAnswer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** {@code /signed?forge=…&status=…}: answers with a signature, or with one that is for something else. */
final class SigningServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    static final String ANSWER = "the signed answer";

    private final transient SignedAnswer signing;

    SigningServlet(SignedAnswer signing) {
        this.signing = signing;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.getInputStream().readAllBytes();
        String forge = String.valueOf(request.getParameter("forge"));
        int status = request.getParameter("status") == null ? 200 : Integer.parseInt(request.getParameter("status"));
        byte[] content =
                (status == 204 || request.getMethod().equals("HEAD") ? "" : ANSWER).getBytes(StandardCharsets.UTF_8);
        response.setStatus(forge.equals("status") ? status + 1 : status);
        List<HeaderLine> answer = new ArrayList<>();
        if (content.length > 0) {
            answer.add(new HeaderLine("Content-Type", "text/plain"));
            response.setHeader("Content-Type", forge.equals("type") ? "text/html" : "text/plain");
        }
        for (HeaderLine line : lines(request, forge, status, answer, content)) {
            response.addHeader(line.name(), line.value());
        }
        if (forge.equals("content")) {
            content[0] ^= 1;
        }
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
    }

    private List<HeaderLine> lines(
            HttpServletRequest request, String forge, int status, List<HeaderLine> answer, byte[] content) {
        if (forge.equals("unsigned")) {
            return List.of();
        }
        List<HeaderLine> sent = new ArrayList<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            Collections.list(request.getHeaders(name)).forEach(value -> sent.add(new HeaderLine(name, value)));
        }
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        String path = forge.equals("request") ? "/other" : request.getRequestURI();
        URI uri = URI.create("http://" + request.getHeader("Host") + path + query);
        return signing.lines(request.getMethod(), uri, sent, status, answer, content);
    }
}
