package io.gapura.examples.servers.app.servlets;

import io.gapura.validation.Contract;
import io.gapura.validation.ParameterPlace;
import io.gapura.validation.ParameterType;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Declares what it takes, because its code does not show it. */
@PermitAll
@Contract(
        method = "GET",
        inputs = {
            @Contract.Input(name = "page", type = ParameterType.INT, min = 1, max = 100),
            @Contract.Input(
                    name = "sort",
                    words = {"NAME", "DATE"}),
            @Contract.Input(name = "tag", many = 2, maxLength = 3),
            @Contract.Input(name = "X-Tenant", in = ParameterPlace.HEADER, pattern = "[a-z]{1,8}", maxLength = 8)
        })
@Contract(
        method = "POST",
        inputs = @Contract.Input(name = "name", in = ParameterPlace.FORM, required = true, maxLength = 10))
public final class ContractServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Answers.text(response, "ContractServlet#doGet", "page=" + request.getParameter("page"));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Answers.text(response, "ContractServlet#doPost", "name=" + request.getParameter("name"));
    }
}
