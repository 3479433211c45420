package io.gapura.filters.audit.tlog;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * What signs a log's checkpoints: an Ed25519 key with the name of the log. As a file two lines: the private key as Go's
 * {@code sumdb/note} writes it, {@code PRIVATE+KEY+<name>+<id>+<base64>}, and the verifier key. A secret: no text form
 * but {@link #export}, no equality.
 */
public final class NoteKey {
    private static final int MAX_BYTES = 1_024;
    private static final int SEED = 32;
    private static final String PRIVATE = "PRIVATE+KEY+";
    private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private final PrivateKey key;
    private final NoteVerifier verifier;

    private NoteKey(PrivateKey key, NoteVerifier verifier) {
        this.key = key;
        this.verifier = verifier;
    }

    /** A fresh one. */
    public static NoteKey generate(String name, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, random);
            return of(name, generator.generateKeyPair());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java runtime has Ed25519", missing);
        }
    }

    /** One that lives elsewhere, such as in a token or a key service with a JCA provider. */
    public static NoteKey of(String name, KeyPair pair) {
        if (!NoteVerifier.isName(name)) {
            throw new IllegalArgumentException("a key name has no blank and no plus sign");
        }
        return proven(new NoteKey(pair.getPrivate(), NoteVerifier.of(name, pair.getPublic())));
    }

    /**
     * The two lines of a file.
     *
     * @throws ConfigurationException when it is not such a file, or its lines do not belong together
     */
    public static NoteKey load(Reference reference) {
        byte[] content = reference.read(MAX_BYTES);
        try {
            List<String> lines =
                    new String(content, StandardCharsets.UTF_8).lines().toList();
            if (lines.size() != 2 || !lines.get(0).startsWith(PRIVATE)) {
                throw new NotProvenException("shape");
            }
            return proven(new NoteKey(
                    privateKey(lines.get(0).substring(PRIVATE.length()), lines.get(1)),
                    NoteVerifier.parse(lines.get(1))));
        } catch (NotProvenException | IllegalArgumentException malformed) {
            throw ConfigurationException.of(
                    reference.place() + " is not a note key: two lines as" + " gapura audit keygen writes them");
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private static PrivateKey privateKey(String text, String verifier) throws NotProvenException {
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3 || !verifier.startsWith(parts[0] + "+" + parts[1] + "+")) {
            throw new NotProvenException("shape");
        }
        byte[] typed = ExactBase64.decode(parts[2], "note key");
        byte[] encoded = Arrays.copyOf(PKCS8, PKCS8.length + SEED);
        try {
            if (typed.length != SEED + 1 || typed[0] != NoteVerifier.ED25519) {
                throw new NotProvenException("note key is not of Ed25519");
            }
            System.arraycopy(typed, 1, encoded, PKCS8.length, SEED);
            return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException malformed) {
            throw new NotProvenException("note key is not of Ed25519");
        } finally {
            Arrays.fill(typed, (byte) 0);
            Arrays.fill(encoded, (byte) 0);
        }
    }

    /** Both halves belong together, or the log would sign what nobody can verify. */
    private static NoteKey proven(NoteKey key) {
        byte[] probe = "gapura\n".getBytes(StandardCharsets.US_ASCII);
        if (!key.verifier.verifies(probe, key.sign(probe))) {
            throw new IllegalArgumentException("the halves of the note key do not belong together");
        }
        return key;
    }

    public NoteVerifier verifier() {
        return verifier;
    }

    /** The same key for a log of another name, such as the next incarnation of this one. */
    public NoteKey named(String name) {
        return new NoteKey(key, verifier.named(name));
    }

    byte[] sign(byte[] text) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(key);
            signer.update(text);
            return signer.sign();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has Ed25519", missing);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("the note key does not sign", broken);
        }
    }

    /** The two lines of its file. For a key whose material the runtime can show. */
    public String export() {
        byte[] encoded = key.getEncoded();
        if (encoded == null || encoded.length < PKCS8.length + SEED) {
            throw new IllegalStateException("this note key lives elsewhere");
        }
        byte[] typed = new byte[SEED + 1];
        typed[0] = NoteVerifier.ED25519;
        System.arraycopy(encoded, PKCS8.length, typed, 1, SEED);
        return PRIVATE + verifier.name() + "+" + verifier.hexId() + "+" + ExactBase64.encode(typed) + "\n" + verifier
                + "\n";
    }

    @Override
    public String toString() {
        return "NoteKey[" + verifier.name() + "]";
    }
}
