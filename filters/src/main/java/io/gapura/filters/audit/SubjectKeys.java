package io.gapura.filters.audit;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import io.gapura.filters.protect.FieldCipher;
import io.gapura.filters.protect.FieldContext;
import io.gapura.filters.protect.UnsealableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key for each person whose values stand in the log, so that a person can be erased from a log that cannot be changed:
 * who destroys the key has destroyed every value under it, and each line stays as it was. A value is {@code
 * enc:KEYID:base64url} of a random nonce of 12 bytes and AES-256-GCM under the person's key, bound to log, event and
 * field. Keys stand in {@code keys/subjects} of the log's directory, each sealed by the key set of {@code
 * audit.subject-keys} ({@link FieldCipher}), and never in a line; the name of a file is a pseudonym.
 *
 * <p>A copy of {@code keys/subjects}, such as a backup, is to be erased, too. Thread-safe; the 4,096 keys that were used
 * last are remembered for 30 seconds.
 */
final class SubjectKeys {
    static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final String SCHEME = "enc:";

    private final FieldCipher wrapping;
    private final KeyedHash names;
    private final SecureRandom random;
    private final SubjectKeyFiles files;
    private final SubjectKeyCache cache;

    /**
     * Where a value belongs; a copy of it is worth nothing anywhere else.
     *
     * @param origin that of the log
     * @param uid of the event
     * @param field such as {@code actor.user.uid}
     */
    record Place(String origin, String uid, String field) {
        byte[] octets() {
            return (firstOrigin(origin) + '\0' + uid + '\0' + field).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** A person's key. */
    record Key(String id, SecretKeySpec secret) {}

    private SubjectKeys(
            FieldCipher wrapping, KeyedHash names, SecureRandom random, SubjectKeyFiles files, SubjectKeyCache cache) {
        this.wrapping = wrapping;
        this.names = names;
        this.random = random;
        this.files = files;
        this.cache = cache;
    }

    /**
     * The keys of a log.
     *
     * @param directory that of the log
     * @param wrapping made by {@code gapura protection-key}
     * @param names by the same keys as in the log's settings
     * @throws ConfigurationException when the wrapping keys cannot be read
     */
    static SubjectKeys reading(Path directory, Reference wrapping, KeyedHash names) {
        return reading(directory, wrapping, names, new SecureRandom());
    }

    static SubjectKeys reading(Path directory, Reference wrapping, KeyedHash names, SecureRandom random) {
        return of(directory, FieldCipher.reading(wrapping), names, random, InstantSource.system());
    }

    static SubjectKeys of(
            Path directory, FieldCipher wrapping, KeyedHash names, SecureRandom random, InstantSource clock) {
        return new SubjectKeys(wrapping, names, random, SubjectKeyFiles.under(directory), SubjectKeyCache.by(clock));
    }

    /**
     * The text to store.
     *
     * @throws IllegalStateException when the person's key can be neither read nor made
     */
    String seal(String subject, Place place, String value) {
        Key key = key(subject);
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, key.secret(), nonce, place, value.getBytes(StandardCharsets.UTF_8));
        byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
        return SCHEME + key.id() + ":" + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    private Key key(String subject) {
        try {
            return cache.get(subject, files::isThere, this::keyOf);
        } catch (IOException | UnsealableException unusable) {
            throw new IllegalStateException("the key of a person can be neither read nor made", unusable);
        }
    }

    private Key keyOf(String subject) throws IOException {
        for (String name : names.all("subject", subject)) {
            Optional<SubjectKeyFiles.Found> found = files.ofName(SubjectKeyFiles.name(name));
            if (found.isPresent()) {
                return opened(found.get());
            }
        }
        byte[] secret = new byte[KEY_BYTES];
        random.nextBytes(secret);
        String id = SubjectKeyFiles.id(random);
        String name = SubjectKeyFiles.name(names.of("subject", subject));
        files.write(name, id, wrapping.seal(secret, place(id)));
        return new Key(id, new SecretKeySpec(secret, "AES"));
    }

    private Key opened(SubjectKeyFiles.Found file) {
        return new Key(file.id(), new SecretKeySpec(wrapping.openBytes(file.content(), place(file.id())), "AES"));
    }

    private static FieldContext place(String id) {
        return FieldContext.of("audit", "subject", id);
    }

    static boolean isSealed(String text) {
        return text.startsWith(SCHEME) && text.length() > 64 && SubjectKeyFiles.isId(text.substring(4, 28));
    }

    /** That which values are bound to: a chain that began anew ends with a number, and its values stay readable. */
    static String firstOrigin(String chain) {
        int slash = chain.lastIndexOf('/');
        return slash > 0 && chain.substring(slash + 1).matches("[1-9][0-9]{0,8}") ? chain.substring(0, slash) : chain;
    }

    /** The ids of a person's keys: one, or more where names were rotated. */
    List<String> ids(String subject) throws IOException {
        List<String> ids = new ArrayList<>();
        for (String name : names.all("subject", subject)) {
            files.ofName(SubjectKeyFiles.name(name)).ifPresent(found -> ids.add(found.id()));
        }
        return ids;
    }

    /**
     * What was sealed at that place; empty when its key was destroyed.
     *
     * @throws UnsealableException when the wrapping key is missing
     * @throws IllegalArgumentException when it is no sealed value, not of this place, or altered
     */
    Optional<String> reveal(String sealed, Place place) throws IOException {
        String[] parts = sealed.split(":", -1);
        if (parts.length != 3 || !sealed.startsWith(SCHEME) || !SubjectKeyFiles.isId(parts[1])) {
            throw new IllegalArgumentException("no sealed value of an audit log");
        }
        byte[] whole = Base64.getUrlDecoder().decode(parts[2]);
        if (whole.length < NONCE_BYTES + TAG_BYTES) {
            throw new IllegalArgumentException("no sealed value of an audit log");
        }
        Optional<SubjectKeyFiles.Found> file = files.ofId(parts[1]);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        byte[] plain = crypt(
                Cipher.DECRYPT_MODE,
                opened(file.get()).secret(),
                Arrays.copyOf(whole, NONCE_BYTES),
                place,
                Arrays.copyOfRange(whole, NONCE_BYTES, whole.length));
        return Optional.of(new String(plain, StandardCharsets.UTF_8));
    }

    /**
     * Destroys the keys of a person: what stands under them is gone for good, here and in every copy of the lines. A server
     * that runs forgets them within 30 seconds; what it wrote for the person in between nobody can read.
     *
     * @return their ids; none when the person has none
     */
    List<String> erase(String subject) throws IOException {
        List<String> destroyed = new ArrayList<>();
        for (String name : names.all("subject", subject)) {
            destroyed.addAll(files.destroy(SubjectKeyFiles.name(name)));
        }
        cache.forget(subject);
        return List.copyOf(destroyed);
    }

    private static byte[] crypt(int mode, SecretKeySpec key, byte[] nonce, Place place, byte[] content) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
            cipher.updateAAD(place.octets());
            return cipher.doFinal(content);
        } catch (GeneralSecurityException altered) {
            throw new IllegalArgumentException("the sealed value is altered, or stood elsewhere", altered);
        }
    }
}
