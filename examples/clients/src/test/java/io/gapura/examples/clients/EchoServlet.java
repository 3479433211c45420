package io.gapura.examples.clients;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Says what the application got: method, type, length and SHA-256 of the content, query. */
final class EchoServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    static String said(String method, String type, byte[] content, String query) {
        return method + ' ' + type + ' ' + content.length + ' ' + sha256(content) + ' ' + query;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] content = request.getInputStream().readAllBytes();
        String type = request.getContentType() == null
                ? "-"
                : request.getContentType().replace(" ", "");
        byte[] said = said(request.getMethod(), type, content, String.valueOf(request.getQueryString()))
                .getBytes(StandardCharsets.UTF_8);
        response.setContentType("text/plain");
        response.setContentLength(said.length);
        response.getOutputStream().write(said);
    }
}
