package io.gapura.filters.bearer;

import static io.gapura.filters.bearer.Minting.jwk;
import static io.gapura.filters.bearer.Minting.set;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import io.gapura.filters.AuditEvent;
import io.gapura.filters.Deployment;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Recording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the audit log is told of the keys that issuers publish. */
class IssuerKeysToldTest {
    private static final String OLD = jwk(Minting.Pair.of(KeyKind.P_256), "old");
    private static final String NEW = jwk(Minting.Pair.of(KeyKind.P_256), "new");

    private final Minting.Clock clock = new Minting.Clock();
    private final Recording audit = new Recording();
    private String document = set(OLD);
    private boolean outage;
    private Deployment deployment;

    private byte[] fetch() throws IOException {
        if (outage) {
            throw new IOException("cannot be fetched: ConnectException");
        }
        return document.getBytes(StandardCharsets.UTF_8);
    }

    private void open() {
        IssuerKeys keys = IssuerKeys.fetched(this::fetch, "idp.example", clock, Runnable::run);
        deployment = audit.deployment(Pipeline.builder()
                .add(BearerTokens.required(TrustedIssuer.of(Minting.ISSUER, Minting.AUDIENCE)
                                .keys(keys))
                        .clock(clock))
                .build());
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    /** When the set is fetched anew at the latest. */
    private void look() {
        clock.move(300);
        deployment.renew();
    }

    private static String thumbprint(String jwk) throws Exception {
        return JWK.parse(jwk).computeThumbprint().toString();
    }

    @Test
    void aKeyThatAnIssuerBringsAndOneThatItDropsAreTold() throws Exception {
        open();
        look();
        assertThat(audit.all()).as("nothing has changed").isEmpty();
        document = set(OLD, NEW);
        look();
        document = set(NEW);
        look();

        List<AuditEvent> events = audit.requests();
        assertThat(events).extracting(AuditEvent::kind).containsOnly(AuditEvent.Kind.POLICY_CHANGED);
        assertThat(events)
                .extracting(AuditEvent::facts)
                .containsExactly(
                        Map.of("policy", "bearer", "keys_of", Minting.ISSUER, "keys_added", "new " + thumbprint(NEW)),
                        Map.of(
                                "policy",
                                "bearer",
                                "keys_of",
                                Minting.ISSUER,
                                "keys_dropped",
                                "old " + thumbprint(OLD)));
    }

    @Test
    void theFirstKeysOfAnIssuerThatWasAwayAtTheStartAreTold() {
        outage = true;
        open();
        look();
        assertThat(audit.only().kind()).isEqualTo(AuditEvent.Kind.POLICY_KEPT);
        assertThat(audit.only().facts().get("problem")).contains(Minting.ISSUER, "ConnectException");
        outage = false;
        look(); // has them fetched, and does not wait
        deployment.renew();
        assertThat(audit.requests()).hasSize(2);
        assertThat(audit.requests().get(1).facts().get("keys_added")).startsWith("old ");
    }

    @Test
    void anOutageIsToldOnceAndDropsNothing() {
        open();
        outage = true;
        look();
        look();
        clock.move(5 * 3_600);
        look();
        assertThat(audit.only().kind()).isEqualTo(AuditEvent.Kind.POLICY_KEPT);
        outage = false;
        look();
        deployment.renew();
        assertThat(audit.requests()).as("the same keys as before").hasSize(1);
    }
}
