package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.TrustedProxies.Family;
import io.gapura.filters.callers.TestAuthority;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9440: whose certificate a proxy hands on, and who may say so. */
class ForwardedCertificatesTest {
    private static final String PROXY = "10.0.0.7";
    private static final String STRANGER = "203.0.113.9";
    private static final TestAuthority AUTHORITY = TestAuthority.named("CN=test authority");
    private static final X509Certificate LEAF = AUTHORITY.certificate(TestAuthority.order("CN=batch"));
    private static final X509Certificate OF_THE_CONNECTION =
            AUTHORITY.certificate(TestAuthority.order("CN=connection"));
    private static final TrustedProxies HANDING_ON =
            TrustedProxies.of(Family.FORWARDED, "10.0.0.0/8").handingOnCertificates();

    private static RequestView view(TrustedProxies proxies, String peer, String... fields) {
        List<String> all = new ArrayList<>(List.of("Host", "app.example"));
        all.addAll(List.of(fields));
        Headers headers = Headers.of(all.toArray(String[]::new));
        return proxies.read("GET", Target.parse("/a"), "https", headers, Body.none(), new Client(peer))
                .withPeer(new Peer() {
                    @Override
                    public List<X509Certificate> certificates() {
                        return List.of(OF_THE_CONNECTION);
                    }
                });
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String sequence(byte[] bytes) {
        return ":" + Base64.getEncoder().encodeToString(bytes) + ":";
    }

    private static String sequence(X509Certificate certificate) {
        return sequence(der(certificate));
    }

    private static void assertRefused(String word, String... fields) {
        RequestView view = view(HANDING_ON, PROXY, fields);

        assertThatThrownBy(view::certificates).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.rejection().code()).isEqualTo("request-malformed");
            assertThat(refused.rejection().reason()).isEqualTo(word);
            assertThat(refused.rejection().hard()).isTrue();
        });
    }

    @Test
    void aTrustedProxyHandsOnTheClientsCertificates() {
        RequestView view = view(
                HANDING_ON,
                PROXY,
                "Client-Cert",
                sequence(LEAF),
                "Client-Cert-Chain",
                sequence(AUTHORITY.certificate()) + ", " + sequence(OF_THE_CONNECTION));

        assertThat(view.certificates()).containsExactly(LEAF, AUTHORITY.certificate(), OF_THE_CONNECTION);
    }

    @Test
    void theLinesOfAChainAreOneList() {
        RequestView view = view(
                HANDING_ON,
                PROXY,
                "Client-Cert",
                sequence(LEAF),
                "Client-Cert-Chain",
                sequence(AUTHORITY.certificate()),
                "Client-Cert-Chain",
                sequence(OF_THE_CONNECTION));

        assertThat(view.certificates()).containsExactly(LEAF, AUTHORITY.certificate(), OF_THE_CONNECTION);
    }

    @Test
    void aStrangerHasTheCertificateOfItsConnectionAlone() {
        RequestView view = view(HANDING_ON, STRANGER, "Client-Cert", sequence(LEAF));

        assertThat(view.certificates()).containsExactly(OF_THE_CONNECTION);
        assertThat(view.headers().contains("client-cert")).isFalse();
        assertThat(view.conceals("Client-Cert")).isTrue();
    }

    @Test
    void theProxysOwnCertificateIsNobodyElses() {
        TrustedProxies silent = TrustedProxies.of(Family.FORWARDED, "10.0.0.0/8");

        assertThat(view(HANDING_ON, PROXY).certificates()).isEmpty();
        assertThat(view(silent, PROXY).certificates()).isEmpty();
        assertThat(view(silent, PROXY, "Client-Cert", sequence(LEAF)).certificates())
                .isEmpty();
        assertThat(view(silent, STRANGER).certificates()).containsExactly(OF_THE_CONNECTION);
    }

    @Test
    void certificatesAreReadOnce() {
        RequestView view = view(HANDING_ON, PROXY, "Client-Cert", sequence(LEAF));

        assertThat(view.certificates()).isSameAs(view.certificates());
        assertThat(view.withCaller(Caller.of("certificate", "x")).certificates())
                .isSameAs(view.certificates());
    }

    @Test
    void aChainNeverComesWithoutItsLeaf() {
        assertRefused("forwarded.malformed", "Client-Cert-Chain", sequence(LEAF));
    }

    @Test
    void twoLeavesAreTwoAnswers() {
        assertRefused("forwarded.malformed", "Client-Cert", sequence(LEAF) + ", " + sequence(LEAF));
        RequestView twice = view(HANDING_ON, PROXY, "Client-Cert", sequence(LEAF), "Client-Cert", sequence(LEAF));
        assertThatThrownBy(twice::certificates)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.rejection().reason()).isEqualTo("header.repeated"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ":", "::", ":AAAA", "AAAA", ":AAA:", ":AAAB:", "?1", "\"x\"", ":A AA:", ": :", ":AA==:"})
    void whatIsNoByteSequenceOfACertificateIsRefused(String value) {
        assertRefused("forwarded.malformed", "Client-Cert", value);
    }

    @Test
    void theByteSequenceHasOneFormAndNothingBehindIt() {
        String digits = Base64.getEncoder().encodeToString(der(LEAF));

        assertRefused("forwarded.malformed", "Client-Cert", ":" + digits + ":;a=1");
        assertRefused("forwarded.malformed", "Client-Cert", ":" + digits + ": x");
        assertRefused("forwarded.malformed", "Client-Cert", ":" + digits + ":,");
        assertRefused("forwarded.malformed", "Client-Cert", ":" + digits + "=:");
        assertRefused("forwarded.malformed", "Client-Cert", "x:" + digits + ":");
    }

    @Test
    void pemAndBytesBehindACertificateAreRefused() {
        byte[] der = der(LEAF);
        byte[] longer = java.util.Arrays.copyOf(der, der.length + 1);
        String pem = "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END CERTIFICATE-----\n";

        assertRefused("forwarded.malformed", "Client-Cert", sequence(longer));
        assertRefused(
                "forwarded.malformed",
                "Client-Cert",
                sequence(pem.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }

    @Test
    void aChainHasAtMostTenCertificates() {
        String nine = String.join(", ", java.util.Collections.nCopies(9, sequence(AUTHORITY.certificate())));
        String leaf = sequence(LEAF);

        assertThat(view(HANDING_ON, PROXY, "Client-Cert", leaf, "Client-Cert-Chain", nine)
                        .certificates())
                .hasSize(10);
        assertRefused("forwarded.size", "Client-Cert", leaf, "Client-Cert-Chain", nine + ", " + leaf);
        assertRefused("forwarded.size", "Client-Cert", leaf, "Client-Cert-Chain", nine + ", " + leaf + "," + leaf);
    }

    @Test
    void aCertificateHasAtMost16384Characters() {
        assertRefused("forwarded.size", "Client-Cert", ":" + "A".repeat(16_388) + ":");
        assertRefused("forwarded.malformed", "Client-Cert", ":" + "A".repeat(16_384) + ":");
    }

    @Property(tries = 500)
    void anyTextIsReadOrRefused(@ForAll @StringLength(max = 40) String text) {
        String visible = text.chars()
                .map(c -> 0x20 + c % 0x5F)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();

        assertRefused("forwarded.malformed", "Client-Cert", visible);
    }

    @Test
    void thePostureSaysThatProxiesHandOnCertificates() {
        assertThat(HANDING_ON.toString()).contains("client certificates by Client-Cert");
        assertThat(HANDING_ON).isNotEqualTo(TrustedProxies.of(Family.FORWARDED, "10.0.0.0/8"));
        assertThat(HANDING_ON.untrusted(TrustedProxies.Untrusted.REFUSE).toString())
                .contains("client certificates");
    }
}
