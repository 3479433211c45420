package io.gapura.examples.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the guide for clients says of Node is run as it stands there. */
class NodeGuideTest {
    private static final Path PAGE = Path.of("..", "docs", "clients.md");

    private static String program() throws Exception {
        String page = Files.readString(PAGE);
        int start = page.indexOf("```js\n") + 6;
        return page.substring(start, page.indexOf("```", start));
    }

    @Test
    void theProgramOfThePageIsAcceptedByTheGate() throws Exception {
        Npm npm = Npm.installed();
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        KeyRing ring = KeyRing.builder()
                .active(SigningKey.hmac("orders-2026-11", secret), "orders")
                .build();
        try (Gate gate = new Gate(ring, policy -> policy)) {
            Map<String, String> environment = Map.of(
                    "KEY", Base64.getUrlEncoder().withoutPadding().encodeToString(secret),
                    "KEY_ID", "orders-2026-11",
                    "ORDERS", gate.url("/echo/orders?dry=1"));
            Npm.Output first = npm.node("guide.cjs", program(), "", environment);
            assertThat(first.out()).as(first.err()).startsWith("200 POST application/json 10 ");
            Npm.Output again = npm.node("guide.cjs", program(), "", environment);
            assertThat(again.out()).startsWith("200 ");
            assertThat(gate.arrivals())
                    .extracting(Arrival::nonce)
                    .doesNotHaveDuplicates()
                    .hasSize(2);
        }
    }
}
