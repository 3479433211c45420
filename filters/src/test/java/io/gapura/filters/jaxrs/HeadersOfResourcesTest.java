package io.gapura.filters.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Recording;
import io.gapura.filters.headers.SecurityHeader;
import io.gapura.filters.headers.SecurityHeaders;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Security headers where there is no Servlet filter in front. */
class HeadersOfResourcesTest {
    private static final SecurityHeaders STRICT = SecurityHeaders.strict();

    private final Recording recording = new Recording();

    /** A resource. */
    @Path("orders")
    public static class Orders {
        @GET
        public String orders() {
            return "orders";
        }
    }

    private FakeResponse answer(FakeRequest request, FakeResponse made, Policy... policies) throws IOException {
        Pipeline.Builder builder = Pipeline.builder();
        for (Policy policy : policies) {
            builder.add(policy);
        }
        Gate gate = new Gate(Setup.in(recording.deployment(), builder.build()));
        new ArrivalFilter(gate).filter(request);
        FakeResponse response = made;
        if (request.aborted() == null) {
            new EndpointFilter(gate, new ResourceEndpoints(), FakeMatch.of(Orders.class, "orders")).filter(request);
        } else {
            response = new FakeResponse(
                    request.aborted().getStatus(), request.aborted().getEntity());
        }
        new CompletionFilter(gate).filter(request, response);
        return response;
    }

    private static void assertDressed(FakeResponse response) {
        for (SecurityHeader header : SecurityHeader.values()) {
            List<Object> values = response.getHeaders().get(header.field());
            if (header == SecurityHeader.STRICT_TRANSPORT_SECURITY || header == SecurityHeader.CLEAR_SITE_DATA) {
                assertThat(values).isNull();
            } else if (header == SecurityHeader.CACHE_CONTROL) {
                assertThat(values).singleElement().asString().startsWith("no-store");
            } else {
                assertThat(values).containsExactly(header.standard());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 303, 304, 404, 500})
    void anyStatusOfTheApplicationCarriesThemOnceAndOursWin(int status) throws IOException {
        FakeResponse made = new FakeResponse(status, null).header("X-Frame-Options", "ALLOWALL");
        assertDressed(answer(FakeRequest.get("/orders"), made, STRICT));
    }

    @Test
    void aRefusalCarriesThem() throws IOException {
        Policy closed = Policy.of("closed", request -> Decision.reject(403, "forbidden", "closed"));
        assertDressed(answer(FakeRequest.get("/orders"), new FakeResponse(200, "x"), STRICT, closed));
        assertDressed(answer(FakeRequest.get("/a%2fb"), new FakeResponse(200, "x"), STRICT, closed));
    }

    @Test
    void theApplicationAloneSaysWhatMayBeStored() throws IOException {
        FakeResponse made = new FakeResponse(200, "x").header("cache-control", "max-age=60");
        assertThat(answer(FakeRequest.get("/orders"), made, STRICT).getHeaders())
                .containsEntry("cache-control", List.of("max-age=60"))
                .doesNotContainKey("Cache-Control");
    }

    @Test
    void noBannerLeavesWhateverTheStatus() throws IOException {
        for (int status : new int[] {200, 404}) {
            FakeResponse made = new FakeResponse(status, null)
                    .header("x-aspnet-version", "4")
                    .header("X-Shop-Build", "7")
                    .header("X-Other", "stays");
            FakeResponse response =
                    answer(FakeRequest.get("/orders"), made, STRICT.removing(Set.of("X-Shop-Build"), Set.of()));
            assertThat(response.getHeaders())
                    .containsKey("X-Other")
                    .doesNotContainKeys("x-aspnet-version", "X-Shop-Build");
        }
    }

    @Test
    void theSuccessOfALogoutAloneClearsSiteData() throws IOException {
        SecurityHeaders leaving = STRICT.logout("/orders");
        assertThat(answer(FakeRequest.get("/orders"), new FakeResponse(204, null), leaving)
                        .getHeaders())
                .containsEntry("Clear-Site-Data", List.of("\"cache\", \"cookies\", \"storage\""));
        assertThat(answer(FakeRequest.get("/orders"), new FakeResponse(404, null), leaving)
                        .getHeaders())
                .doesNotContainKey("Clear-Site-Data");
    }

    @Test
    void aResourceFindsTheNonceThatItsHeaderNames() throws IOException {
        FakeRequest request = FakeRequest.get("/orders");
        FakeResponse response =
                answer(request, new FakeResponse(200, "x"), STRICT.csp("default-src 'none'; script-src 'nonce'"));
        assertThat(response.getHeaders().get("Content-Security-Policy"))
                .isEqualTo(List.of("default-src 'none'; script-src 'nonce-" + request.getProperty("cspNonce") + "'"));
    }
}
