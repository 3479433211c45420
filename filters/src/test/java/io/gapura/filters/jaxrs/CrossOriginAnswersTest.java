package io.gapura.filters.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.config.Reference;
import io.gapura.filters.origin.Cors;
import io.gapura.filters.origin.CsrfToken;
import io.gapura.filters.origin.CsrfTokens;
import io.gapura.filters.origin.OriginCheck;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.core.NewCookie;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The feature alone: what a resource says of origins, of Vary and of cookies meets what the gate says. */
class CrossOriginAnswersTest {
    private static final String SHOP = "https://shop.example";

    /** A resource. */
    @jakarta.ws.rs.Path("orders")
    public static class Orders {
        @GET
        public String orders() {
            return "orders";
        }
    }

    private static FakeResponse ask(FakeRequest request, FakeResponse answer, Policy... more) throws IOException {
        Pipeline.Builder pipeline =
                Pipeline.builder().add(Cors.allowing(SHOP).withCredentials()).add(OriginCheck.sameOrigin());
        for (Policy policy : more) {
            pipeline.add(policy);
        }
        return FakeRuntime.with(new GapuraFeature(pipeline.build()))
                .answer(request, FakeMatch.of(Orders.class, "orders"), () -> answer);
    }

    private static FakeRequest from(String origin) {
        return FakeRequest.get("/orders").header("Origin", origin);
    }

    private static FakeResponse speaking(int status) {
        return new FakeResponse(status, status == 200 ? "orders" : null)
                .header("Access-Control-Allow-Origin", "*")
                .header("access-control-expose-headers", "X-Secret")
                .header("Vary", "Accept");
    }

    private static List<Object> values(FakeResponse response, String name) {
        return response.getHeaders().getOrDefault(name, List.of());
    }

    @Test
    void theResourcesOwnLeaveIsDroppedForAForeignOrigin() throws IOException {
        for (int status : new int[] {200, 409}) {
            FakeResponse response = ask(from("https://evil.example"), speaking(status));
            assertThat(response.getStatus()).isEqualTo(status);
            assertThat(response.getHeaders().keySet())
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
        }
    }

    @Test
    void theResourcesOwnLeaveDoesNotDoubleThatOfTheGate() throws IOException {
        for (int status : new int[] {200, 409}) {
            FakeResponse response = ask(from(SHOP), speaking(status));
            assertThat(values(response, "Access-Control-Allow-Origin")).containsExactly(SHOP);
            assertThat(values(response, "Access-Control-Allow-Credentials")).containsExactly("true");
            assertThat(values(response, "access-control-expose-headers")).isEmpty();
        }
    }

    @Test
    void whatTheResourcesAnswerVariesByIsJoined() throws IOException {
        assertThat(values(ask(from(SHOP), speaking(200)), "Vary"))
                .containsExactly("Accept", "Origin", "Sec-Fetch-Site, Sec-Fetch-Mode, Sec-Fetch-Dest, Origin");
    }

    @Test
    void aCookieOfTheGateStandsBesideThatOfTheResource() throws IOException {
        Policy cookies = Policy.of("c", request -> Decision.proceed().responseHeader("Set-Cookie", "gate=1"));
        NewCookie own = new NewCookie.Builder("application").value("1").build();
        FakeResponse response = ask(from(SHOP), new FakeResponse(200, "x").header("Set-Cookie", own), cookies);
        assertThat(values(response, "Set-Cookie")).containsExactly(own, "gate=1");
    }

    @Test
    void aRefusalIsReadableByTheListedOrigin() throws IOException {
        Policy closed = Policy.of("closed", request -> Decision.reject(403, "forbidden", "closed"));
        FakeResponse response = ask(from(SHOP), speaking(200), closed);
        assertThat(response.getStatus()).isEqualTo(403);
        assertThat(values(response, "Access-Control-Allow-Origin")).containsExactly(SHOP);
        assertThat(values(response, "Vary").toString()).contains("Origin");
    }

    @Test
    void aResourceIsHandedTheToken(@TempDir Path folder) throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0dXY=");
        CsrfTokens tokens = CsrfTokens.perSession(Reference.file(key));
        Pipeline pipeline =
                Pipeline.builder().add(OriginCheck.sameOrigin().tokens(tokens)).build();
        FakeRequest request = FakeRequest.get("/orders").header("Cookie", "JSESSIONID=1");
        FakeRuntime.with(new GapuraFeature(pipeline))
                .answer(request, FakeMatch.of(Orders.class, "orders"), () -> new FakeResponse(200, "orders"));
        assertThat(request.getProperty(CsrfToken.ATTRIBUTE)).isInstanceOf(CsrfToken.class);
    }
}
