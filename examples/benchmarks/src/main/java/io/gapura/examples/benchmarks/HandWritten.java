package io.gapura.examples.benchmarks;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Enumeration;

/**
 * What somebody would write by hand who needs no setting, no name for what was wrong, no record and no other server: a
 * lower bound for firewall, limits and headers together. It passes once over path and fields, keeps nothing, and sets ten
 * headers.
 */
final class HandWritten implements Filter {
    private static final boolean[] TOKEN = new boolean[128];
    private static final String[] HEADERS = {
        "X-Content-Type-Options", "nosniff",
        "X-Frame-Options", "DENY",
        "Referrer-Policy", "no-referrer",
        "Cross-Origin-Opener-Policy", "same-origin",
        "Cross-Origin-Resource-Policy", "same-origin",
        "Cross-Origin-Embedder-Policy", "require-corp",
        "Content-Security-Policy", "default-src 'self'",
        "Permissions-Policy", "geolocation=()",
        "Strict-Transport-Security", "max-age=31536000",
        "Cache-Control", "no-store"
    };

    static {
        "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                .chars()
                .forEach(c -> TOKEN[c] = true);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        for (int i = 0; i < HEADERS.length; i += 2) {
            answer.setHeader(HEADERS[i], HEADERS[i + 1]);
        }
        if (!isMethod(http.getMethod()) || !isPath(http.getRequestURI()) || !areFields(http)) {
            answer.setStatus(400);
            return;
        }
        chain.doFilter(request, response);
    }

    private static boolean isMethod(String method) {
        return switch (method) {
            case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" -> true;
            default -> false;
        };
    }

    private static boolean isPath(String path) {
        char before = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c < 0x21 || c > 0x7E || c == '%' || c == ';' || c == '\\' || c == '#') {
                return false;
            }
            if (before == '/' && (c == '/' || c == '.')) {
                return false;
            }
            before = c;
        }
        return path.length() <= 8_192;
    }

    private static boolean areFields(HttpServletRequest request) {
        int count = 0;
        int size = 0;
        boolean host = false;
        Enumeration<String> names = request.getHeaderNames();
        while (names.hasMoreElements()) {
            String name = names.nextElement();
            Enumeration<String> values = request.getHeaders(name);
            while (values.hasMoreElements()) {
                String value = values.nextElement();
                count++;
                size += name.length() + value.length();
                host |= name.equalsIgnoreCase("host");
                if (!isName(name) || !isValue(value)) {
                    return false;
                }
            }
        }
        return host && count <= 100 && size <= 8_192;
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 128 || !TOKEN[c]) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' && c != '\t' || c == 0x7F) {
                return false;
            }
        }
        return true;
    }
}
