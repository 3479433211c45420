package io.gapura.filters.bearer;

import static io.gapura.filters.bearer.Minting.claims;
import static io.gapura.filters.bearer.Minting.issuer;
import static io.gapura.filters.bearer.Minting.json;
import static io.gapura.filters.bearer.Minting.policy;
import static io.gapura.filters.bearer.Minting.request;
import static io.gapura.filters.bearer.Minting.token;
import static io.gapura.filters.callers.TestAuthority.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.HeaderLine;
import io.gapura.filters.Need;
import io.gapura.filters.Peer;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.filters.callers.TestAuthority;
import io.gapura.filters.callers.TestAuthority.Issued;
import io.gapura.filters.callers.Tls;
import io.gapura.filters.servlet.TomcatServer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** RFC 8705: a token counts for who shows the certificate that it is bound to, on every request. */
class CertificateBindingTest {
    private static final TestAuthority AUTHORITY = TestAuthority.named("CN=test authority");
    private static final Issued SERVER =
            AUTHORITY.issue(order("CN=localhost").alternatives(TestAuthority.dns("localhost")));
    private static final Issued CLIENT = AUTHORITY.issue(order("CN=client"));
    private static final Issued OTHER = AUTHORITY.issue(order("CN=client"));
    private static final BearerTokens POLICY = policy(issuer()).proving(CertificateBinding.ofConnection());

    private static String thumbprint(Issued client) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(client.certificate().getEncoded());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String bound(String confirmation) {
        Map<String, String> claims = claims();
        claims.put("cnf", confirmation);
        return token(TokenAlgorithm.ES256, json(claims));
    }

    private static String bound(Issued client) {
        return bound("{\"x5t#S256\":\"" + thumbprint(client) + "\"}");
    }

    private static RequestView shown(String token, X509Certificate... chain) {
        return request(token).withPeer(new Peer() {
            @Override
            public List<X509Certificate> certificates() {
                return List.of(chain);
            }
        });
    }

    private static Verdict verdict(BearerTokens policy, RequestView request) throws IOException {
        return Pipeline.builder().add(policy).build().decide(request);
    }

    private static Rejection refusal(BearerTokens policy, RequestView request) throws IOException {
        Rejection rejection = verdict(policy, request).rejection().orElseThrow();
        assertThat(rejection.status()).isEqualTo(401);
        assertThat(rejection.code()).isEqualTo("token-refused");
        return rejection;
    }

    @Test
    void theCertificateThatATokenIsBoundToProvesItsOwner() throws IOException {
        Verdict verdict = verdict(POLICY, shown(bound(CLIENT), CLIENT.certificate(), AUTHORITY.certificate()));

        assertThat(verdict.rejection()).isEmpty();
        assertThat(verdict.request().caller().mechanism()).isEqualTo("bearer");
        assertThat(verdict.request().caller().id()).isEqualTo("8f1c2d");
    }

    @Test
    void withoutCertificateABoundTokenIsRefused() throws IOException {
        Rejection rejection = refusal(POLICY, shown(bound(CLIENT)));

        assertThat(rejection.reason()).isEqualTo("binding");
        assertThat(rejection.note()).contains("certificate: missing");
        assertThat(rejection.headers())
                .containsExactly(
                        new HeaderLine("WWW-Authenticate", "Bearer realm=\"gapura\", error=\"invalid_token\""));
    }

    @Test
    void anotherCertificateOfTheSameNameAndIssuerIsRefused() throws IOException {
        Rejection rejection = refusal(POLICY, shown(bound(CLIENT), OTHER.certificate()));

        assertThat(rejection.reason()).isEqualTo("binding");
        assertThat(rejection.note()).contains("certificate: another one");
    }

    @Test
    void theCertificateMustBeTheLeafOfItsChain() throws IOException {
        assertThat(refusal(POLICY, shown(bound(CLIENT), OTHER.certificate(), CLIENT.certificate()))
                        .reason())
                .isEqualTo("binding");
    }

    /** The second time the token is known from before. */
    @Test
    void aTokenThatIsKnownIsAskedForItsCertificateAgain() throws IOException {
        String token = bound(CLIENT);

        assertThat(verdict(POLICY, shown(token, CLIENT.certificate())).rejection())
                .isEmpty();
        assertThat(refusal(POLICY, shown(token, OTHER.certificate())).reason()).isEqualTo("binding");
        assertThat(refusal(POLICY, shown(token)).reason()).isEqualTo("binding");
        assertThat(verdict(POLICY, shown(token, CLIENT.certificate())).rejection())
                .isEmpty();
    }

    @Test
    void whereNobodyCanProveTheBindingTheTokenIsRefused() throws IOException {
        assertThat(refusal(policy(issuer()), shown(bound(CLIENT), CLIENT.certificate()))
                        .reason())
                .isEqualTo("binding");
    }

    @Test
    void aTokenThatIsBoundToSomethingElseAsWellIsRefused() throws IOException {
        String both = bound("{\"x5t#S256\":\"" + thumbprint(CLIENT) + "\",\"jkt\":\"abc\"}");

        assertThat(refusal(POLICY, shown(both, CLIENT.certificate())).reason()).isEqualTo("binding");
        assertThat(refusal(POLICY, shown(bound("{}"), CLIENT.certificate())).reason())
                .isEqualTo("binding");
    }

    @Test
    void aTokenThatIsBoundToNothingNeedsNoCertificate() throws IOException {
        assertThat(verdict(POLICY, shown(token(TokenAlgorithm.ES256))).rejection())
                .isEmpty();
        assertThat(POLICY.needs()).contains(Need.CLIENT_CERTIFICATE);
    }

    @Test
    void theSettingNamesIt() {
        ProofOfPossession opened = new CertificateBindingProvider()
                .open(new ProofOfPossessionProvider.Demand(
                        java.util.Optional.empty(),
                        java.util.Optional.empty(),
                        java.time.Duration.ofSeconds(60),
                        java.util.Optional.empty(),
                        false));

        assertThat(new CertificateBindingProvider().name()).isEqualTo("certificate");
        assertThat(opened).isSameAs(CertificateBinding.ofConnection());
        assertThat(java.util.ServiceLoader.load(ProofOfPossessionProvider.class))
                .anyMatch(CertificateBindingProvider.class::isInstance);
    }

    /** Says who the application sees. */
    private static final class Seen extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().write(request.getUserPrincipal().getName());
        }
    }

    @Test
    void overRealTlsTheTokenCountsOnTheConnectionOfItsOwnerAlone() throws Exception {
        TomcatServer server = new TomcatServer()
                .gate("gapura", Pipeline.builder().add(POLICY).build())
                .servlet("seen", "/seen", new Seen());
        Tls.on(server.connector(), SERVER, AUTHORITY.certificate(), "optional");
        try (TomcatServer started = server.start()) {
            String token = bound(CLIENT);
            assertThat(ask(started, Tls.client(AUTHORITY.certificate(), CLIENT), token))
                    .isEqualTo("200 8f1c2d");
            assertThat(ask(started, Tls.client(AUTHORITY.certificate(), OTHER), token))
                    .startsWith("401 ");
            assertThat(ask(started, Tls.client(AUTHORITY.certificate()), token)).startsWith("401 ");
        }
    }

    private static String ask(TomcatServer server, HttpClient client, String token) throws Exception {
        int port = server.connector().getLocalPort();
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/app/seen"))
                .header("Authorization", "Bearer " + token)
                .build();
        var answer = client.send(request, BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }
}
