package io.gapura.examples.orders;

import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The newest orders as comma-separated values: a plain servlet beside Jakarta REST, behind the same gate. */
@RolesAllowed("auditor")
public final class ReportServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient OrderBook book;

    ReportServlet(OrderBook book) {
        this.book = book;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String lines = book.newest().stream().map(ReportServlet::line).collect(Collectors.joining());
        response.setContentType("text/plain");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write("id,item,quantity,cents,status,maker,approver\r\n" + lines);
    }

    private static String line(Order order) {
        return Stream.of(
                        order.id(),
                        order.item(),
                        order.quantity(),
                        order.cents(),
                        order.status(),
                        order.maker(),
                        order.approver() == null ? "" : order.approver())
                .map(value -> cell(value.toString()))
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    /** Quoted, and never a formula to a spreadsheet that opens it (CWE-1236). */
    static String cell(String value) {
        boolean formula = !value.isEmpty() && "=+-@\t\r\n".indexOf(value.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + value.replace("\"", "\"\"") + '"';
    }
}
