package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Deployment;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Recording;
import io.gapura.filters.config.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the audit log is told of a key file that changes: which keys, and never what they are made of. */
class KeyChangesToldTest {
    private final Signing signing = new Signing();
    private final Recording audit = new Recording();
    private final List<Deployment> deployments = new ArrayList<>();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void begin() {
        file = folder.resolve("keys.json");
    }

    @AfterEach
    void stop() {
        deployments.forEach(Deployment::close);
    }

    private void write(String... keys) throws IOException {
        Files.writeString(file, Jwks.set(keys));
    }

    private Deployment open(KeyRing ring) {
        Deployment deployment = audit.deployment(Pipeline.builder()
                .add(Signatures.optional(ring).authorities("api.example.com"))
                .build());
        deployments.add(deployment);
        return deployment;
    }

    private Deployment open() {
        return open(KeyRing.load(Reference.file(file), signing.clock));
    }

    /** Half a minute later. */
    private void look(Deployment deployment) {
        signing.clock.move(30);
        deployment.renew();
    }

    @Test
    void keysThatCameAndWentAreNamedWithTheirThumbprints() throws Exception {
        KeyPair pair = Jwks.pair("Ed25519");
        write(Jwks.ed25519("stays", pair, false), Jwks.oct("goes", Signing.secret(1)));
        Deployment deployment = open();
        write(Jwks.ed25519("stays", pair, false), Jwks.ed25519("comes", Jwks.pair("Ed25519"), false));
        look(deployment);

        AuditEvent event = audit.only();
        assertThat(event.kind()).isEqualTo(AuditEvent.Kind.POLICY_CHANGED);
        assertThat(event.facts())
                .containsOnlyKeys("policy", "keys_of", "keys_added", "keys_dropped")
                .containsEntry("policy", "signing")
                .containsEntry("keys_of", "file:" + file)
                .containsEntry("keys_dropped", "goes shared of orders signs");
        assertThat(event.facts().get("keys_added")).matches("comes [A-Za-z0-9_-]{43} of orders");
        look(deployment);
        assertThat(audit.requests()).hasSize(1);
    }

    @Test
    void aKeyThatIsReplacedUnderItsIdIsToldAndNothingOfASecret() throws Exception {
        write(Jwks.oct("shared", Signing.secret(1)));
        Deployment deployment = open();
        write(Jwks.oct("shared", Signing.secret(2)));
        look(deployment);

        Map<String, String> facts = audit.only().facts();
        assertThat(facts).containsEntry("keys_changed", "shared shared of orders signs");
        assertThat(facts.toString()).doesNotContain(Jwks.base64(Signing.secret(1)), Jwks.base64(Signing.secret(2)));
    }

    @Test
    void aKeyThatProvesSomebodyElseNowIsToldToHaveChanged() throws Exception {
        write(Jwks.oct("shared", Signing.secret(1)));
        Deployment deployment = open();
        Files.writeString(file, Files.readString(file).replace("\"orders\"", "\"billing\""));
        look(deployment);
        assertThat(audit.only().facts()).containsEntry("keys_changed", "shared shared of billing signs");
    }

    @Test
    void anotherTextWithTheSameKeysIsNoNews() throws Exception {
        write(Jwks.oct("one", Signing.secret(1)), Jwks.oct("two", Signing.secret(2)));
        Deployment deployment = open();
        write(Jwks.oct("two", Signing.secret(2)), Jwks.oct("one", Signing.secret(1)));
        look(deployment);
        assertThat(audit.all()).isEmpty();
    }

    @Test
    void aSetThatIsNotGoodIsToldOnceAndItsRecoveryWithoutChangeIsNot() throws Exception {
        write(Jwks.oct("old", Signing.secret(1)));
        String good = Files.readString(file);
        Deployment deployment = open();
        Files.writeString(file, "{\"keys\":[]}");
        look(deployment);
        look(deployment);

        AuditEvent event = audit.only();
        assertThat(event.kind()).isEqualTo(AuditEvent.Kind.POLICY_KEPT);
        assertThat(event.facts().get("problem")).contains("keys of file:", "must have a member keys");
        Files.writeString(file, good);
        look(deployment);
        assertThat(audit.requests()).hasSize(1);
        Files.writeString(file, "{");
        look(deployment);
        assertThat(audit.requests()).hasSize(2);
    }

    @Test
    void whatCouldNotBeRecordedIsStillInTheLogOfTheProgramAndKeysCountAllTheSame() throws Exception {
        write(Jwks.oct("old", Signing.secret(1)));
        KeyRing ring = KeyRing.load(Reference.file(file), signing.clock);
        Deployment deployment = open(ring);
        write(Jwks.oct("new", Signing.secret(2)));
        audit.breakDown();
        look(deployment);
        assertThat(ring.find("new")).isPresent();
    }

    @Test
    void manyKeysAreCutAndCounted() throws Exception {
        write(Jwks.oct("old", Signing.secret(1)));
        Deployment deployment = open();
        String[] many = new String[12];
        for (int i = 0; i < many.length; i++) {
            many[i] = Jwks.oct("key-" + i, Signing.secret(i + 2));
        }
        write(many);
        look(deployment);
        assertThat(audit.only().facts().get("keys_added"))
                .endsWith(", and 4 more")
                .contains("key-0 shared");
    }

    @Test
    void keysThatAnApplicationHandedInNeverChange() {
        KeyRing ring = KeyRing.builder()
                .active(SigningKey.hmac("fixed", Signing.secret(1)), "orders")
                .build();
        assertThat(Signatures.optional(ring).authorities("api.example.com").renewal())
                .isEmpty();
    }
}
