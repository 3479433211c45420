package io.gapura.examples.orders;

import io.gapura.validation.encode.CsvRow;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

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

    /** Texts are never a formula to a spreadsheet that opens it (CWE-1236). */
    static String line(Order order) {
        return CsvRow.of()
                .text(order.id())
                .text(order.item())
                .number(order.quantity())
                .number(order.cents())
                .text(order.status().name())
                .text(order.maker())
                .text(order.approver() == null ? "" : order.approver())
                .toString();
    }
}
