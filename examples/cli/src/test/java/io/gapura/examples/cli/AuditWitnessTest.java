package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Deployment;
import io.gapura.filters.Pipeline;
import io.gapura.filters.audit.PatientLog;
import io.gapura.filters.audit.tlog.NoteKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code verify --witness}: cosignatures as C2SP tlog-cosignature writes them, made here without our code. */
class AuditWitnessTest {
    private static final String ORIGIN = "shop.example.com/audit/node-1";
    private static final String NAME = "witness.example.org/w1";
    private static final long TIME = 1_795_000_000L;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path log;
    private String vkey = "";
    private KeyPair pair;

    AuditWitnessTest() throws GeneralSecurityException {
        pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    /** The beginning and the end of log and gate, all under a checkpoint. */
    @BeforeEach
    void write() {
        log = folder.resolve("audit");
        NoteKey key = NoteKey.generate(ORIGIN, new SecureRandom());
        vkey = key.verifier().toString();
        Deployment deployment = Deployment.of(Pipeline.builder()
                .audit(PatientLog.to(log).origin(ORIGIN).signedBy(key))
                .build());
        deployment.open();
        deployment.close();
    }

    private byte[] typedKey() {
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] typed = new byte[33];
        typed[0] = 4;
        System.arraycopy(encoded, encoded.length - 32, typed, 1, 32);
        return typed;
    }

    private byte[] id() throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update((NAME + "\n").getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(digest.digest(typedKey()), 4);
    }

    private String witnessKey() throws GeneralSecurityException {
        return NAME + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(typedKey());
    }

    /** Into {@code witness/} of the log, or elsewhere. */
    private void cosign(Path into, long said) throws Exception {
        String note = Files.readString(log.resolve("checkpoint"));
        String text = note.substring(0, note.indexOf("\n\n") + 1);
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(pair.getPrivate());
        signer.update(("cosignature/v1\ntime " + TIME + "\n" + text).getBytes(StandardCharsets.UTF_8));
        byte[] line = ByteBuffer.allocate(4 + 8 + 64)
                .put(id())
                .putLong(said)
                .put(signer.sign())
                .array();
        Files.createDirectories(into.getParent());
        Files.writeString(
                into, note + "\u2014 " + NAME + " " + Base64.getEncoder().encodeToString(line) + "\n");
    }

    private int verify(String... more) {
        String[] all = new String[more.length + 5];
        System.arraycopy(new String[] {"audit", "verify", log.toString(), "--vkey", vkey}, 0, all, 0, 5);
        System.arraycopy(more, 0, all, 5, more.length);
        return Gapura.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
    }

    @Test
    void whatTheWitnessHasSignedIsSaidWithItsTime() throws Exception {
        cosign(log.resolve("witness/offsite"), TIME);
        assertThat(verify("--witness", witnessKey())).as(err.toString()).isZero();
        assertThat(out)
                .hasToString("VALID: 4 events, 4 under a verified checkpoint, 4 cosigned by " + NAME
                        + " at 2026-11-18T11:06:40Z\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void theKeyMayBeInAFileAndTheNoteElsewhere() throws Exception {
        Path key = Files.writeString(folder.resolve("witness.vkey"), witnessKey() + "\n");
        Path note = folder.resolve("kept/note");
        cosign(note, TIME);
        assertThat(verify("--witness", key.toString(), "--anchor", note.toString()))
                .as(err.toString())
                .isZero();
    }

    @Test
    void whereTheWitnessHasSignedNothingTheLogIsUnverifiable() throws Exception {
        assertThat(verify("--witness", witnessKey())).isEqualTo(2);
        assertThat(err).hasToString("UNVERIFIABLE: 4 events; no checkpoint is cosigned by " + NAME + "\n");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aCosignatureOfAnotherTimeIsTampering() throws Exception {
        cosign(log.resolve("witness/offsite"), TIME + 1);
        assertThat(verify("--witness", witnessKey())).isEqualTo(1);
        assertThat(err).hasToString("TAMPERED: event 0: cosignature is wrong\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "w+00000000+AAAA"})
    void whatIsNoKeyIsAnErrorOfUse(String key) throws IOException {
        assertThat(verify("--witness", key)).isEqualTo(3);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void theKeyOfALogIsNoWitness() {
        assertThat(verify("--witness", vkey)).isEqualTo(3);
        assertThat(err.toString()).contains("--witness: witness key is not of cosignature/v1");
    }
}
