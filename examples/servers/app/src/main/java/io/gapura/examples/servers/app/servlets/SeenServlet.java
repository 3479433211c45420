package io.gapura.examples.servers.app.servlets;

import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.TreeSet;

/** Tells who asked, as far as an application can see. */
@PermitAll
public final class SeenServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            names.add(name.toLowerCase(Locale.ROOT));
        }
        response.setHeader("X-Seen-Client", request.getRemoteAddr() + " " + request.getRemoteHost());
        response.setHeader("X-Seen-Scheme", request.getScheme() + " " + (request.isSecure() ? "secure" : "plain"));
        response.setHeader("X-Seen-Url", request.getRequestURL().toString());
        response.setHeader("X-Seen-Server", request.getServerName());
        response.setHeader("X-Seen-Uri", request.getRequestURI());
        response.setHeader("X-Seen-Names", String.join(" ", names));
        response.setHeader("X-Seen-Real-IP", String.valueOf(request.getHeader("X-Real-IP")));
        Answers.text(response, "SeenServlet#doGet", "seen");
    }
}
