package io.gapura.filters.signing.client;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;

/** Signs a request without entity when all other filters have had their say; one with entity waits for its bytes. */
final class RequestPart implements ClientRequestFilter {
    private static final String CXF = "org.apache.cxf.";

    private final ClientPlan plan;

    RequestPart(ClientPlan plan) {
        this.plan = plan;
    }

    @Override
    public void filter(ClientRequestContext request) {
        Invoked invoked = Invoked.again(request);
        if (!request.hasEntity()) {
            sayWhatCxfWillSay(request);
            invoked.sign(plan.signer(), request.getHeaders(), new byte[0]);
        }
    }

    /**
     * CXF writes {@code Content-Type: *}{@code /*} on what has no content, unless it is a GET, after everybody had his
     * say. It is said before instead, so that it is signed as it is sent.
     */
    private static void sayWhatCxfWillSay(ClientRequestContext request) {
        boolean cxf = request.getClass().getName().startsWith(CXF);
        if (cxf && !request.getMethod().equals("GET") && !request.getHeaders().containsKey("Content-Type")) {
            request.getHeaders().putSingle("Content-Type", "*/*");
        }
    }
}
