package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.HeaderLine;
import io.gapura.filters.Mode;
import io.gapura.filters.Pipeline;
import io.gapura.filters.servlet.TomcatServer;
import io.gapura.filters.servlet.TomcatServer.Reply;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** The table of the page for those who come from a filter of their own: the same messages before it, and before ours. */
class BesideAnHmacFilterTest {
    private static final byte[] SECRET = Signing.secret(2);
    private static final String ORDER = "{\"item\":7}";
    private static final String OTHER = "{\"item\":9}";

    private final Signing signing = new Signing();

    /** As such filters are: method, path and a time are signed, and the answer says that much. */
    public static final class HmacFilter extends HttpFilter {
        private static final long serialVersionUID = 1;

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            String sent = request.getHeader("X-Signature");
            String time = request.getHeader("X-Timestamp");
            if (sent == null || time == null || !sent.equals(mac(request.getMethod(), request.getRequestURI(), time))) {
                response.sendError(401, "bad signature");
                return;
            }
            chain.doFilter(request, response);
        }
    }

    private static String mac(String method, String path, String time) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
            String text = method + "\n" + path + "\n" + time;
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Says that it took the order. */
    public static final class Orders extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String content = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            response.getWriter().print("took " + content + " " + request.getRemoteUser());
        }
    }

    private Pipeline signed(Mode mode) {
        return Pipeline.builder()
                .add(
                        Signatures.required(signing.ring)
                                .clock(signing.clock, new SecureRandom())
                                .authorities("localhost")
                                .acceptingCreatedBeforeStart(),
                        mode)
                .build();
    }

    private static List<HeaderLine> old() {
        return List.of(
                new HeaderLine("X-Timestamp", "1"), new HeaderLine("X-Signature", mac("POST", "/app/orders", "1")));
    }

    private List<HeaderLine> ours() {
        List<HeaderLine> lines = new ArrayList<>(
                List.of(new HeaderLine("Host", "localhost"), new HeaderLine("Content-Type", "application/json")));
        return signing.signer.sign(
                "POST", URI.create("http://localhost/app/orders"), lines, ORDER.getBytes(StandardCharsets.UTF_8));
    }

    private static String post(String query, List<HeaderLine> lines, String content) {
        StringBuilder request = new StringBuilder("POST /app/orders" + query + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Connection: close\r\nContent-Type: application/json\r\n");
        lines.forEach(line -> request.append(line.name() + ": " + line.value() + "\r\n"));
        return request + "Content-Length: " + content.length() + "\r\n\r\n" + content;
    }

    private static TomcatServer old(TomcatServer server) throws Exception {
        return server.filter("hmac", new HmacFilter(), "/*")
                .servlet("orders", "/orders/*", new Orders())
                .start();
    }

    @Test
    void aCopyAnotherContentAndAnotherQueryPassTheFilterByHand() throws Exception {
        try (TomcatServer server = old(new TomcatServer())) {
            String order = post("", old(), ORDER);
            assertThat(server.send(order).body()).contains("took " + ORDER);
            assertThat(server.send(order).status()).as("a copy").isEqualTo(200);
            assertThat(server.send(post("", old(), OTHER)).body()).contains("took " + OTHER);
            assertThat(server.send(post("?dry=0", old(), ORDER)).status()).isEqualTo(200);
        }
    }

    @Test
    void aCopyAnotherContentAndAnotherQueryAreRefusedByTheGate() throws Exception {
        try (TomcatServer server = new TomcatServer()
                .gate("gapura", signed(Mode.ENFORCE))
                .servlet("orders", "/orders/*", new Orders())
                .start()) {
            List<HeaderLine> lines = ours();
            assertThat(server.send(post("", lines, OTHER)).status()).isEqualTo(401);
            assertThat(server.send(post("?dry=0", ours(), ORDER)).status()).isEqualTo(401);
            List<HeaderLine> good = ours();
            assertThat(server.send(post("", good, ORDER)).body()).contains("took " + ORDER + " orders");
            assertThat(server.send(post("", good, ORDER)).status()).as("a copy").isEqualTo(401);
            assertThat(server.send(post("", old(), ORDER)).status()).isEqualTo(401);
        }
    }

    @Test
    void bothRunOneBehindTheOtherAndTheLogSaysWhoSignsTheOldWayOnly() throws Exception {
        try (TomcatServer server = new TomcatServer().gate("gapura", signed(Mode.SHADOW))) {
            old(server);
            Reply still = server.send(post("", old(), ORDER));
            assertThat(still.body()).contains("took " + ORDER + " null");
            assertThat(server.events(1).get(0).shadowed())
                    .singleElement()
                    .satisfies(would -> assertThat(would.policy()).isEqualTo("signing"));
            List<HeaderLine> both = new ArrayList<>(ours());
            both.addAll(old());
            assertThat(server.send(post("", both, ORDER)).body()).contains("took " + ORDER);
            assertThat(server.events(2).get(1).shadowed()).isEmpty();
        }
    }
}
