package io.gapura.rbac;

import static io.gapura.rbac.Decided.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Caller;
import io.gapura.filters.ContainerCaller;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Peer;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Recording;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.filters.callers.ClientCertificates;
import io.gapura.filters.callers.ContainerLogin;
import io.gapura.filters.callers.TestAuthority;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.RequestSigner;
import io.gapura.filters.signing.SignatureProfile;
import io.gapura.filters.signing.Signatures;
import io.gapura.filters.signing.SigningKey;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Callers as the policies of {@code filters} prove them, and the roles that one document gives to each kind. */
class ProvenCallersTest {
    private static final String DOCUMENT = """
            version: 1
            roles:
              viewer: {}
              clerk: { includes: [ viewer ] }
            assignments:
              signing: { orders-partner: { roles: [ clerk ], tenant: acme } }
              certificates: { "cn=batch, O=acme": { roles: [ viewer ] }, "dns:Batch.acme.example": { roles: [ clerk ] } }
              container: { ORDER_CLERK: { roles: [ clerk ] }, ORDER_VIEWER: { roles: [ viewer ] } }
            paths:
              - { path: "/orders", require: { roles: [ clerk ] } }
              - { path: "/list", require: { roles: [ viewer ] } }
            """;

    private static final TestAuthority AUTHORITY = TestAuthority.named("CN=test authority");
    private static final X509Certificate BY_SUBJECT = AUTHORITY.certificate(TestAuthority.order("CN=batch,O=acme"));
    private static final X509Certificate BY_HOST = AUTHORITY.certificate(
            TestAuthority.order("CN=batch,O=acme").alternatives(TestAuthority.dns("batch.acme.example")));

    private static final SigningKey KEY = SigningKey.hmac("orders-7", secret());
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static byte[] secret() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    private static Pipeline pipeline() {
        InstantSource clock = InstantSource.fixed(NOW);
        Signatures signatures = Signatures.optional(
                        KeyRing.builder().active(KEY, "orders-partner").build())
                .clock(clock, new SecureRandom())
                .authorities("app.example")
                .acceptingCreatedBeforeStart();
        Pipeline.Builder builder = Pipeline.builder()
                .add(signatures)
                .add(ClientCertificates.optional().clock(clock))
                .add(ContainerLogin.optional());
        for (Policy policy : yaml(DOCUMENT).policies()) {
            builder.add(policy);
        }
        return builder.build();
    }

    private static Verdict verdict(RequestView request) {
        try {
            return pipeline().decide(request);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String on(RequestView request) {
        return verdict(request).rejection().map(Rejection::toString).orElse("proceeds");
    }

    private static RequestView shown(String path, X509Certificate leaf) {
        return RequestView.get(path).withPeer(new Peer() {
            @Override
            public List<X509Certificate> certificates() {
                return List.of(leaf);
            }
        });
    }

    private static RequestView signed(String path) {
        RequestView request = RequestView.get(path);
        List<HeaderLine> lines = RequestSigner.with(KEY, SignatureProfile.STRICT)
                .clock(InstantSource.fixed(NOW), new SecureRandom())
                .sign("GET", URI.create("http://app.example" + path), List.of(), new byte[0]);
        for (HeaderLine line : lines) {
            request = request.header(line.name(), line.value());
        }
        return request;
    }

    /** A container that gives some roles, and remembers for which it was asked. */
    private static final class Server implements Peer, ContainerCaller {
        private final List<String> asked = new ArrayList<>();
        private final String role;

        Server(String role) {
            this.role = role;
        }

        @Override
        public Optional<ContainerCaller> containerCaller() {
            return Optional.of(this);
        }

        @Override
        public String name() {
            return "clerk";
        }

        @Override
        public boolean isInRole(String name) {
            asked.add(name);
            return name.equals(role);
        }
    }

    @Test
    void aSignedRequestHasTheRolesAndTheTenantOfItsAssignment() {
        Caller caller = verdict(signed("/orders")).request().caller();

        assertThat(on(signed("/orders"))).isEqualTo("proceeds");
        assertThat(caller.id()).isEqualTo("orders-partner");
        assertThat(caller.roles()).containsExactlyInAnyOrder("clerk", "viewer");
        assertThat(caller.tenant()).contains("acme");
    }

    @Test
    void aCertificateIsFoundHoweverTheDocumentSpellsItsName() {
        assertThat(on(shown("/list", BY_SUBJECT))).isEqualTo("proceeds");
        assertThat(on(shown("/orders", BY_SUBJECT))).isEqualTo("403 forbidden (role-missing)");
        assertThat(on(shown("/orders", BY_HOST))).isEqualTo("proceeds");
        assertThat(verdict(shown("/orders", BY_HOST)).request().caller().roles())
                .containsExactlyInAnyOrder("clerk", "viewer");
    }

    @Test
    void theContainerIsAskedForTheRolesOfTheDocumentAlone() {
        Server server = new Server("ORDER_CLERK");

        assertThat(on(RequestView.get("/orders").withPeer(server))).isEqualTo("proceeds");
        assertThat(server.asked).containsExactlyInAnyOrder("ORDER_CLERK", "ORDER_VIEWER");
        assertThat(on(RequestView.get("/orders").withPeer(new Server("ORDER_VIEWER"))))
                .isEqualTo("403 forbidden (role-missing)");
    }

    /** The container's user is called {@code clerk}, and its role {@code clerk} is none of the document's names. */
    @Test
    void aNameOrARoleOfTheContainerIsNoRoleOfOurs() {
        assertThat(on(RequestView.get("/list").withPeer(new Server("clerk"))))
                .isEqualTo("403 forbidden (role-missing)");
    }

    @Test
    void twoOfThemOnOneRequestAreAmbiguous() {
        RequestView both = signed("/orders").withPeer(new Server("ORDER_CLERK"));

        assertThat(on(both)).isEqualTo("400 credential-ambiguous (two-callers)");
    }

    @Test
    void whoProvesNothingIsToldEveryWay() throws IOException {
        Pipeline pipeline = pipeline();
        GateAnswer answer = new Recording()
                .deployment(pipeline)
                .begin(RequestView.get("/orders"))
                .arrive(pipeline)
                .orElseThrow();

        assertThat(on(RequestView.get("/orders"))).isEqualTo("401 authentication-required (anonymous)");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers())
                .extracting(HeaderLine::value)
                .anyMatch(value -> value.startsWith("Signature "))
                .anyMatch(value -> value.startsWith("ClientCertificate "))
                .anyMatch(value -> value.startsWith("Container "));
    }
}
