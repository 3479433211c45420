package io.gapura.filters.signing.webhook;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.List;

/** Key pairs, made once; what an operator gets is the public half. */
final class SenderKeys {
    static final String HEX_ONE = "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056";
    static final String HEX_TWO = "54782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056";
    private static final KeyPair[] EC = {ec(), ec()};
    private static final KeyPair[] ED = {ed(), ed()};
    static final String P256_ONE = Sender.base64(EC[0].getPublic().getEncoded());
    static final String P256_TWO = Sender.base64(EC[1].getPublic().getEncoded());
    static final String ED_HEX_ONE = Sender.hex(raw(ED[0]));
    static final String ED_HEX_TWO = Sender.hex(raw(ED[1]));
    static final String WHPK_ONE = "whpk_" + Sender.base64(raw(ED[0]));

    private SenderKeys() {}

    /** With the private half that belongs to the public one. */
    static byte[] sign(String algorithm, String publicHalf, String message) {
        KeyPair pair = List.of(P256_ONE, ED_HEX_ONE, WHPK_ONE).contains(publicHalf)
                ? (algorithm.equals("Ed25519") ? ED[0] : EC[0])
                : (algorithm.equals("Ed25519") ? ED[1] : EC[1]);
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(pair.getPrivate());
            signature.update(Sender.text(message));
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] raw(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }

    private static KeyPair ec() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyPair ed() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
