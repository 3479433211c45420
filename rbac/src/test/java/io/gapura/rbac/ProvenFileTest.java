package io.gapura.rbac;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.ContentHash;
import io.gapura.filters.Deployment;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Recording;
import io.gapura.filters.config.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A policy file that counts only with what lies beside it. */
class ProvenFileTest {
    private static final String TEXT = "version: 1\nroles: { clerk: {} }\n";

    @TempDir
    Path directory;

    private Path file = Path.of("unset");

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(directory.resolve("policy.yaml"), TEXT);
    }

    private static String sum(String text) {
        return ContentHash.of(text).hex();
    }

    private void beside(String suffix, byte[] content) throws IOException {
        Files.write(directory.resolve("policy.yaml" + suffix), content);
    }

    private PolicySource checksummed() {
        return PolicySource.checksummed(Reference.file(file));
    }

    private static void refused(PolicySource source, String word) {
        assertThatThrownBy(source::read)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(word);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "  policy.yaml\n", " *policy.yaml\r\n"})
    void aFileCountsWithItsSum(String rest) throws IOException {
        beside(".sha256", (sum(TEXT) + rest).getBytes(UTF_8));
        assertThat(checksummed().read()).isEqualTo(TEXT.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n\n", " ", "  policy.yaml\nmore\n", "0"})
    void aSumIsOneLineOfItsForm(String rest) throws IOException {
        beside(".sha256", (sum(TEXT) + rest).getBytes(UTF_8));
        refused(checksummed(), "is not what its .sha256 says");
    }

    @Test
    void aFileDoesNotCountWithAnotherSumOrNone() throws IOException {
        refused(checksummed(), "policy.yaml.sha256 cannot be read");
        beside(".sha256", (sum(TEXT + "#") + "\n").getBytes(UTF_8));
        refused(checksummed(), "is not what its .sha256 says");
        beside(".sha256", "sum\n".getBytes(UTF_8));
        refused(checksummed(), "is not what its .sha256 says");
    }

    private static KeyPair pair() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    private Reference pem(PublicKey key) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return Reference.file(Files.writeString(
                directory.resolve("policy.pub"),
                "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n"));
    }

    private static byte[] signature(PrivateKey key, String text) throws GeneralSecurityException {
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(key);
        signer.update(text.getBytes(UTF_8));
        return signer.sign();
    }

    @Test
    void aFileCountsWithASignatureOfTheKeyAlone() throws IOException, GeneralSecurityException {
        KeyPair ours = pair();
        PolicySource signed = PolicySource.signed(Reference.file(file), pem(ours.getPublic()));
        refused(signed, "policy.yaml.sig cannot be read");
        beside(".sig", signature(ours.getPrivate(), TEXT));
        assertThat(signed.read()).isEqualTo(TEXT.getBytes(UTF_8));
        beside(".sig", signature(pair().getPrivate(), TEXT));
        refused(signed, "is not signed by the key");
        beside(".sig", signature(ours.getPrivate(), TEXT + "#"));
        refused(signed, "is not signed by the key");
        beside(".sig", new byte[64]);
        refused(signed, "is not signed by the key");
        beside(".sig", new byte[63]);
        refused(signed, "is not signed by the key");
    }

    @Test
    void theKeyIsOneOfEd25519() throws IOException, GeneralSecurityException {
        Reference rsa =
                pem(KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic());
        assertThatThrownBy(() -> PolicySource.signed(Reference.file(file), rsa))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("must hold a public key of Ed25519");
        assertThatThrownBy(() -> PolicySource.signed(Reference.file(file), Reference.file(file)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("must hold a public key of Ed25519");
    }

    private static RbacSettings settings(Reference policy, Optional<String> source, boolean checksum) {
        RbacSettings none = RbacSettings.DEFAULTS;
        return new RbacSettings(
                Optional.of(policy),
                source,
                checksum,
                none.signedBy(),
                none.candidate(),
                none.reloadEvery(),
                none.reloadMayOpen(),
                none.onUncovered(),
                none.annotations(),
                none.publicNeedsReason(),
                none.locators(),
                none.lintErrors());
    }

    @Test
    void theSettingHoldsAtTheStart() throws IOException {
        RbacSettings demanding = settings(Reference.file(file), Optional.empty(), true);
        assertThatThrownBy(demanding::rbac)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(".sha256");
        beside(".sha256", sum(TEXT).getBytes(UTF_8));
        assertThat(demanding.rbac().review().roles()).containsExactly("clerk");
    }

    @Test
    void whatIsNoFileHasNothingBesideIt() {
        Reference inside = Reference.of("/WEB-INF/policy.yaml", path -> null);
        assertThatThrownBy(settings(inside, Optional.empty(), true)::rbac)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("need a file");
        assertThatThrownBy(settings(Reference.file(file), Optional.of("jdbc"), true)::rbac)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("are for files");
    }

    @Test
    void aNewerFileIsNotTakenWithoutWhatItNeeds() throws IOException {
        beside(".sha256", sum(TEXT).getBytes(UTF_8));
        Recording audit = new Recording();
        Rbac rbac = Rbac.of(checksummed()).reloadEvery(Duration.ofDays(1)).settling(Duration.ZERO);
        Pipeline pipeline = Pipeline.builder().addAll(rbac.policies()).build();
        Deployment deployment = audit.deployment(pipeline);
        String newer = TEXT.replace("clerk", "boss");
        Files.writeString(file, newer);
        deployment.renew();
        assertThat(audit.all()).extracting(AuditEvent::kind).containsExactly(AuditEvent.Kind.POLICY_KEPT);
        beside(".sha256", sum(newer).getBytes(UTF_8));
        deployment.renew();
        assertThat(audit.all())
                .extracting(AuditEvent::kind)
                .isEqualTo(List.of(AuditEvent.Kind.POLICY_KEPT, AuditEvent.Kind.POLICY_CHANGED));
    }
}
