package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.ContentHash;
import io.gapura.filters.config.Reference;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A policy file that is taken only with what lies beside it: its SHA-256, against a copy that went wrong, or a signature,
 * against whoever may write the file and has no key. Both are of the very bytes that were read. Thread-safe.
 */
final class ProvenFile implements PolicySource {
    /** As {@code sha256sum} writes it. */
    private static final Pattern SUM = Pattern.compile("([0-9a-f]{64})(?: [ *][^\\p{Cntrl}]{1,1024})?\r?\n?");

    private static final Pattern PEM = Pattern.compile(
            "\\s*-----BEGIN PUBLIC KEY-----\\s+([A-Za-z0-9+/=\\s]{1,1024})-----END PUBLIC KEY-----\\s*");
    private static final int LONGEST = 4 * 1_024;
    private static final int SIGNATURE_BYTES = 64;

    private final PolicySource file;
    private final Optional<Reference> sum;
    private final Optional<Signed> signed;

    /** A signature, and whose it must be. */
    private record Signed(Reference signature, PublicKey key) {}

    private ProvenFile(PolicySource file, Optional<Reference> sum, Optional<Signed> signed) {
        this.file = file;
        this.sum = sum;
        this.signed = signed;
    }

    /** Throws {@link ConfigurationException} when it is no file, or the key none of Ed25519. */
    static PolicySource of(Reference reference, boolean checksum, Optional<Reference> key) {
        PolicySource file = PolicySource.of(reference);
        if (!checksum && key.isEmpty()) {
            return file;
        }
        if (!reference.place().startsWith("file:")) {
            throw ConfigurationException.of(
                    "rbac.checksum and rbac.signed-by need a file that something can lie beside: rbac.policy = file:PATH");
        }
        return new ProvenFile(
                file,
                checksum ? Optional.of(reference.plus(".sha256")) : Optional.empty(),
                key.map(place -> new Signed(reference.plus(".sig"), publicKey(place))));
    }

    private static PublicKey publicKey(Reference place) {
        Matcher pem = PEM.matcher(new String(place.read(LONGEST), StandardCharsets.US_ASCII));
        try {
            if (pem.matches()) {
                byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
                return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
            }
        } catch (GeneralSecurityException | IllegalArgumentException otherKey) {
            // Said below: what the provider says may repeat the material.
        }
        throw ConfigurationException.of(place.place() + " must hold a public key of Ed25519 as PEM");
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public byte[] read() {
        byte[] content = file.read();
        sum.ifPresent(place -> requireSum(place, content));
        signed.ifPresent(by -> requireSignature(by, content));
        return content;
    }

    private void requireSum(Reference place, byte[] content) {
        Matcher line = SUM.matcher(new String(place.read(LONGEST), StandardCharsets.UTF_8));
        boolean same = line.matches()
                && MessageDigest.isEqual(
                        HexFormat.of().parseHex(line.group(1)),
                        ContentHash.of(content).bytes());
        if (!same) {
            throw ConfigurationException.of(name() + " is not what its .sha256 says");
        }
    }

    private void requireSignature(Signed by, byte[] content) {
        byte[] signature = by.signature().read(LONGEST);
        if (signature.length != SIGNATURE_BYTES || !isSigned(by.key(), content, signature)) {
            throw ConfigurationException.of(name() + " is not signed by the key of rbac.signed-by");
        }
    }

    private static boolean isSigned(PublicKey key, byte[] content, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(content);
            return verifier.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    /** The file and what lies beside it are replaced one after the other. */
    @Override
    public boolean mayTear() {
        return true;
    }
}
