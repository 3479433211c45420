package io.gapura.examples.orders;

import io.gapura.rbac.AccessMatrix;
import io.gapura.rbac.RequiresPermission;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;

/** Who may call what, as a page for auditors: by the policy that counts now, also after an edit. */
@RequiresPermission("access:read")
public final class AccessPage extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String TITLE = "Access to orders";

    private final transient Supplier<AccessMatrix> matrix;

    AccessPage(Supplier<AccessMatrix> matrix) {
        this.matrix = matrix;
    }

    /**
     * What a Content Security Policy must admit for the page to look as it is meant, and nothing else: the hash of its one
     * style element, which is the same whatever stands in the table.
     */
    static String styleSource() {
        String page = AccessMatrix.of(List.of(), List.of()).toHtml(TITLE);
        String style = page.substring(page.indexOf("<style>") + "<style>".length(), page.indexOf("</style>"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/html");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write(matrix.get().toHtml(TITLE));
    }
}
