package io.gapura.filters.protect;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.AESDecrypter;
import com.nimbusds.jose.crypto.AESEncrypter;
import com.nimbusds.jose.util.Base64URL;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import io.gapura.filters.config.Reread;
import io.gapura.filters.protect.UnsealableException.Reason;
import java.nio.charset.CharacterCodingException;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.crypto.SecretKey;

/**
 * Seals a value before it is stored and opens it after it was read, so that the database alone does not give it away and
 * nobody can move it to another row or column.
 *
 * <pre>{@code
 * FieldCipher cipher = FieldCipher.reading(Reference.file(Path.of("/etc/shop/protection-keys.json")));
 * FieldContext place = FieldContext.of("people", "recovery", person.id());
 * statement.setString(2, cipher.seal(code, place));
 * }</pre>
 *
 * <p>Every value has a key of its own (256 random bits), which the key of the set wraps, so that no nonce of AES-GCM ever
 * repeats under a key, however many values there are. Values have 0 to {@value #MOST_BYTES} bytes in UTF-8; sealed, {@code
 * n} bytes are about {@code 4n/3 + 310} ASCII characters. Thread-safe.
 */
public final class FieldCipher {
    /** The longest value in bytes. */
    public static final int MOST_BYTES = 65_536;

    private static final String PLACE = "ctx";

    private final Supplier<ProtectionKeys> keys;
    private final SecureRandom random;

    private FieldCipher(Supplier<ProtectionKeys> keys, SecureRandom random) {
        this.keys = keys;
        this.random = random;
    }

    /**
     * With the keys of a file or variable, which is looked at again every 30 seconds: a rotation needs no restart, and a
     * broken file leaves the last good keys.
     *
     * @throws ConfigurationException when the first reading fails
     */
    public static FieldCipher reading(Reference keys) {
        return reading(keys, InstantSource.system());
    }

    static FieldCipher reading(Reference keys, InstantSource clock) {
        Reread<ProtectionKeys> reread =
                Reread.of("the protection keys", keys, SecretSet.MOST_BYTES, ProtectionKeys::parse, clock);
        return new FieldCipher(reread::get, new SecureRandom());
    }

    /** With keys that stay as they are. */
    public static FieldCipher with(ProtectionKeys keys) {
        return with(keys, new SecureRandom());
    }

    static FieldCipher with(ProtectionKeys keys, SecureRandom random) {
        return new FieldCipher(() -> keys, random);
    }

    /**
     * The text to store, by the key that seals today. The same value gives another text each time.
     *
     * @throws IllegalArgumentException when the value is too long or holds half of a surrogate pair
     */
    public String seal(String value, FieldContext place) {
        byte[] plain = Texts.utf8(value);
        try {
            return seal(plain, place);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** The same for bytes. */
    public String seal(byte[] value, FieldContext place) {
        if (value.length > MOST_BYTES) {
            throw new IllegalArgumentException("a value has " + MOST_BYTES + " bytes at most");
        }
        ProtectionKeys now = keys.get();
        try {
            AESEncrypter encrypter = new AESEncrypter(now.sealing());
            encrypter.getJCAContext().setSecureRandom(random);
            JWEObject sealed = new JWEObject(header(now.current(), place), new Payload(value));
            sealed.encrypt(encrypter);
            return sealed.serialize();
        } catch (JOSEException broken) {
            throw new IllegalStateException("every Java runtime has AES", broken);
        }
    }

    private static JWEHeader header(String keyId, FieldContext place) {
        return new JWEHeader.Builder(JWEAlgorithm.A256KW, EncryptionMethod.A256GCM)
                .keyID(keyId)
                .criticalParams(Set.of(PLACE))
                .customParam(PLACE, place.digest())
                .build();
    }

    /**
     * What was sealed at this place.
     *
     * @throws UnsealableException when it is not a sealed text, not by a key of the set, not of this place, or altered
     */
    public String open(String sealed, FieldContext place) {
        byte[] plain = openBytes(sealed, place);
        try {
            return Texts.text(plain);
        } catch (CharacterCodingException bytes) {
            throw new UnsealableException(Reason.MALFORMED);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** The same for bytes. */
    public byte[] openBytes(String sealed, FieldContext place) {
        return open(SealedText.read(sealed), place, keys.get());
    }

    private static byte[] open(SealedText text, FieldContext place, ProtectionKeys keys) {
        SecretKey key = keys.find(text.keyId()).orElseThrow(() -> new UnsealableException(Reason.UNKNOWN_KEY));
        if (!place.isAt(text.place())) {
            throw new UnsealableException(Reason.OTHER_CONTEXT);
        }
        List<String> parts = text.parts();
        try {
            JWEObject sealed = new JWEObject(
                    new Base64URL(parts.get(0)),
                    new Base64URL(parts.get(1)),
                    new Base64URL(parts.get(2)),
                    new Base64URL(parts.get(3)),
                    new Base64URL(parts.get(4)));
            sealed.decrypt(new AESDecrypter(key, Set.of(PLACE)));
            return sealed.getPayload().toBytes();
        } catch (ParseException | JOSEException | RuntimeException altered) {
            // its text may describe the content
            throw new UnsealableException(Reason.ALTERED);
        }
    }

    /**
     * The same value by the key that seals today; empty when it is sealed with that one already. Opens it either way: what
     * is broken is found here and not in a year.
     *
     * @throws UnsealableException as {@link #open}
     */
    public Optional<String> reseal(String sealed, FieldContext place) {
        ProtectionKeys now = keys.get();
        SealedText text = SealedText.read(sealed);
        byte[] plain = open(text, place, now);
        try {
            return text.keyId().equals(now.current()) ? Optional.empty() : Optional.of(seal(plain, place));
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** The id of the key that seals today. */
    public String currentKey() {
        return keys.get().current();
    }
}
