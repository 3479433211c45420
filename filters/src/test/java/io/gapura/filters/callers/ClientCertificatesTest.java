package io.gapura.filters.callers;

import static io.gapura.filters.callers.TestAuthority.address;
import static io.gapura.filters.callers.TestAuthority.dns;
import static io.gapura.filters.callers.TestAuthority.email;
import static io.gapura.filters.callers.TestAuthority.order;
import static io.gapura.filters.callers.TestAuthority.uri;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Need;
import io.gapura.filters.Peer;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.filters.callers.TestAuthority.Order;
import io.gapura.filters.config.Configuration;
import io.gapura.filters.config.PolicyCatalog;
import io.gapura.filters.config.Resources;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who a client certificate says that asks, and which ones say nothing. */
class ClientCertificatesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final TestAuthority AUTHORITY = TestAuthority.named("CN=test authority");
    private static final String FOR_SERVERS = "1.3.6.1.5.5.7.3.1";
    private static final String FOR_CLIENTS = "1.3.6.1.5.5.7.3.2";
    private static final String FOR_ANYTHING = "2.5.29.37.0";

    private static ClientCertificates required() {
        return ClientCertificates.required().clock(InstantSource.fixed(NOW));
    }

    private static RequestView shown(X509Certificate... chain) {
        return RequestView.get("/a").withPeer(new Peer() {
            @Override
            public List<X509Certificate> certificates() {
                return List.of(chain);
            }
        });
    }

    private static RequestView shown(Order order) {
        return shown(AUTHORITY.certificate(order));
    }

    private static Verdict verdict(Policy policy, RequestView request) throws IOException {
        return Pipeline.builder().add(policy).build().decide(request);
    }

    private static Caller caller(Policy policy, RequestView request) throws IOException {
        Verdict verdict = verdict(policy, request);
        assertThat(verdict.rejection()).isEmpty();
        return verdict.request().caller();
    }

    private static String reason(Policy policy, RequestView request) throws IOException {
        Rejection rejection = verdict(policy, request).rejection().orElseThrow();
        assertThat(rejection.status()).isEqualTo(401);
        assertThat(rejection.code())
                .isEqualTo(rejection.reason().equals("missing") ? "certificate-missing" : "certificate-refused");
        assertThat(rejection.headers())
                .containsExactly(new HeaderLine("WWW-Authenticate", "ClientCertificate realm=\"gapura\""));
        assertThat(rejection.note()).isEmpty();
        return rejection.reason();
    }

    @Test
    void aCertificateWithoutAlternativesIsItsSubject() throws IOException {
        X509Certificate leaf = AUTHORITY.certificate(order("CN=batch, O=acme"));
        Caller caller = caller(required(), shown(leaf, AUTHORITY.certificate()));

        assertThat(caller.mechanism()).isEqualTo("certificate");
        assertThat(caller.issuer()).isEmpty();
        assertThat(caller.id()).isEqualTo("CN=batch,O=acme");
        assertThat(caller.roles()).isEmpty();
        assertThat(caller.isScoped()).isFalse();
        assertThat(caller.proof(X509Certificate.class)).contains(leaf);
        assertThat(caller.expiry()).contains(leaf.getNotAfter().toInstant());
    }

    @Test
    void anAlternativeNameComesBeforeTheSubject() throws IOException {
        Order order = order("CN=batch,O=acme");

        assertThat(caller(required(), shown(order.alternatives(dns("batch.acme.example"))))
                        .id())
                .isEqualTo("dns:batch.acme.example");
        assertThat(caller(required(), shown(order.alternatives(email("batch@acme.example"))))
                        .id())
                .isEqualTo("email:batch@acme.example");
        assertThat(caller(required(), shown(order.alternatives(uri("spiffe://acme/batch"))))
                        .id())
                .isEqualTo("uri:spiffe://acme/batch");
    }

    @Test
    void theFirstKindOfNameThatIsThereCounts() throws IOException {
        Order all = order("CN=batch")
                .alternatives(
                        email("batch@acme.example"),
                        dns("a.acme.example"),
                        dns("b.acme.example"),
                        uri("spiffe://acme/batch"));

        assertThat(caller(required(), shown(all)).id()).isEqualTo("uri:spiffe://acme/batch");
        assertThat(caller(named("email, uri"), shown(all)).id()).isEqualTo("email:batch@acme.example");
        assertThat(caller(required().namedBySubject(), shown(all)).id()).isEqualTo("CN=batch");
    }

    @Test
    void ofSeveralNamesOfOneKindNoneIsTaken() throws IOException {
        Order two = order("CN=batch").alternatives(dns("a.acme.example"), dns("b.acme.example"));

        assertThat(reason(required(), shown(two))).isEqualTo("name-ambiguous");
        assertThat(reason(named("dns, subject"), shown(two))).isEqualTo("name-ambiguous");
    }

    @Test
    void alternativesThatNameNobodyLeaveTheSubject() throws IOException {
        assertThat(caller(required(), shown(order("CN=batch").alternatives(address(192, 0, 2, 1))))
                        .id())
                .isEqualTo("CN=batch");
    }

    @Test
    void aCertificateWithoutAnyNameIsRefused() throws IOException {
        assertThat(reason(required(), shown(order("")))).isEqualTo("name-missing");
        assertThat(reason(named("dns"), shown(order("CN=batch")))).isEqualTo("name-missing");
    }

    @ParameterizedTest
    @CsvSource({"*.acme.example", "a_b..example", "a.example."})
    void aNameThatIsNoHostIsRefusedAndNotPassedOver(String host) throws IOException {
        assertThat(reason(required(), shown(order("CN=batch").alternatives(dns(host)))))
                .isEqualTo("name-malformed");
    }

    /** The JDK takes such an extension for absent; then the subject would speak where the issuer meant another name. */
    @Test
    void alternativesThatCannotBeReadAreNotAbsent() throws IOException {
        Order broken = order("CN=admin").extension("2.5.29.17", new byte[] {0x30, 0x05, 0x01});

        assertThat(reason(required(), shown(broken))).isEqualTo("name-malformed");
    }

    @Test
    void aSubjectThatIsTooLongIsRefused() throws IOException {
        assertThat(reason(required(), shown(order("CN=" + "x".repeat(254))))).isEqualTo("name-malformed");
    }

    @Test
    void aCertificateCountsFromItsFirstToItsLastSecond() throws IOException {
        Order now = order("CN=batch").valid(NOW, NOW);
        Order later = order("CN=batch").valid(NOW.plusSeconds(1), NOW.plusSeconds(9));
        Order before = order("CN=batch").valid(NOW.minusSeconds(9), NOW.minusSeconds(1));

        assertThat(caller(required(), shown(now)).id()).isEqualTo("CN=batch");
        assertThat(reason(required(), shown(later))).isEqualTo("early");
        assertThat(reason(required(), shown(before))).isEqualTo("expired");
    }

    @Test
    void whatIssuedItMustBeValidToo() throws IOException {
        X509Certificate leaf = AUTHORITY.certificate(order("CN=batch"));
        X509Certificate between =
                AUTHORITY.certificate(order("CN=between").valid(NOW.minusSeconds(9), NOW.minusSeconds(1)));

        assertThat(reason(required(), shown(leaf, between))).isEqualTo("expired");
    }

    @Test
    void aCertificateForServersIsNotForClients() throws IOException {
        assertThat(reason(required(), shown(order("CN=batch").purposes(FOR_SERVERS))))
                .isEqualTo("purpose");
        assertThat(caller(required(), shown(order("CN=batch").purposes(FOR_SERVERS, FOR_CLIENTS)))
                        .id())
                .isEqualTo("CN=batch");
        assertThat(caller(required(), shown(order("CN=batch").purposes(FOR_ANYTHING)))
                        .id())
                .isEqualTo("CN=batch");
    }

    @Test
    void purposesThatCannotBeReadAreNoLicence() throws IOException {
        Order broken = order("CN=batch").extension("2.5.29.37", new byte[] {0x30, 0x05, 0x01});

        assertThat(reason(required(), shown(broken))).isEqualTo("purpose");
    }

    @Test
    void withoutCertificateARequiredOneIsMissed() throws IOException {
        assertThat(reason(required(), shown())).isEqualTo("missing");
    }

    @Test
    void withoutCertificateAnOptionalOneLeavesTheRequestAnonymous() throws IOException {
        ClientCertificates optional = ClientCertificates.optional().clock(InstantSource.fixed(NOW));

        assertThat(caller(optional, shown()).isAnonymous()).isTrue();
        assertThat(reason(optional, shown(order("CN=batch").purposes(FOR_SERVERS))))
                .isEqualTo("purpose");
        assertThat(optional.remarks()).hasSize(1);
        assertThat(required().remarks()).isEmpty();
    }

    @Test
    void itNeedsAConnectionAndNamesAWayToProveOneself() {
        assertThat(required().needs()).containsExactly(Need.CLIENT_CERTIFICATE);
        assertThat(required().realm("batch").challenges(RequestView.get("/")))
                .containsExactly(new HeaderLine("WWW-Authenticate", "ClientCertificate realm=\"batch\""));
    }

    private static Policy named(String kinds) {
        return new Policy() {
            private final Pipeline configured =
                    configured(Map.of("policies", "certificate", "certificate.names", kinds));

            @Override
            public String name() {
                return "configured";
            }

            @Override
            public io.gapura.filters.Decision decide(RequestView request) throws IOException {
                Verdict verdict = configured.decide(request);
                return verdict.rejection()
                        .<io.gapura.filters.Decision>map(io.gapura.filters.Decision::reject)
                        .orElseGet(() -> io.gapura.filters.Decision.proceed(verdict.request()));
            }
        };
    }

    private static Pipeline configured(Map<String, String> settings) {
        PolicyCatalog catalog = () -> List.of(ClientCertificates.entry());
        return Configuration.of("the test", settings, Resources.ofSystem()).pipeline(List.of(catalog), Set.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "names  | dns, dns     | names must list each kind at most once",
                "names  | cn           | is none of [uri, dns, email, subject]",
                "scheme | two words    | scheme must be a token",
                "realm  | a\"b         | realm must be printable ASCII",
                "realm  | ü            | realm must be printable ASCII",
            })
    void aWrongSettingStopsTheStart(String key, String value, String problem) {
        Map<String, String> settings = Map.of("policies", "certificate", "certificate." + key, value);

        assertThatThrownBy(() -> configured(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void everySettingArrives() throws IOException {
        Pipeline pipeline = configured(Map.of(
                "policies", "certificate",
                "certificate.required", "false",
                "certificate.names", "subject",
                "certificate.scheme", "Cert",
                "certificate.realm", "batch"));
        Order order = order("CN=batch").alternatives(dns("a.acme.example"));

        assertThat(pipeline.decide(shown()).rejection()).isEmpty();
        assertThat(pipeline.decide(shown(order)).request().caller().id()).isEqualTo("CN=batch");
        assertThat(pipeline.decide(shown(order.purposes(FOR_SERVERS)))
                        .rejection()
                        .orElseThrow()
                        .headers())
                .containsExactly(new HeaderLine("WWW-Authenticate", "Cert realm=\"batch\""));
    }
}
