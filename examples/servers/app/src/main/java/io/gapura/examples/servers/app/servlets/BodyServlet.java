package io.gapura.examples.servers.app.servlets;

import io.gapura.examples.servers.app.Counted;
import io.gapura.validation.Contract;
import io.gapura.validation.ParameterPlace;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Says what it read, so that a replayed body can be told from a missing one. */
@PermitAll
@Contract(
        method = "POST",
        consumes = "*/*",
        inputs = {
            @Contract.Input(name = "name", in = ParameterPlace.FORM, freeText = true),
            @Contract.Input(name = "other", maxLength = 5),
            @Contract.Input(name = "run", maxLength = 40),
            @Contract.Input(name = "by", maxLength = 5)
        })
public final class BodyServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (String.valueOf(request.getPathInfo())) {
            case "/form" -> Answers.text(response, "BodyServlet#form", "name=" + request.getParameter("name"));
            case "/text" ->
                Answers.text(
                        response,
                        "BodyServlet#text",
                        "text=" + String.join("", request.getReader().lines().toList()));
            case "/counted" ->
                Answers.text(
                        response,
                        "BodyServlet#counted",
                        "bytes="
                                + Counted.bytes(
                                        request.getInputStream(),
                                        request.getParameter("run"),
                                        Integer.parseInt(request.getParameter("by"))));
            default ->
                Answers.text(
                        response,
                        "BodyServlet#length",
                        "bytes=" + request.getInputStream().readAllBytes().length);
        }
    }
}
