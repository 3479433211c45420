package io.gapura.examples.orders;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;

/**
 * Argon2id (RFC 9106) with a pepper: the database alone does not give a password away. Each hash takes 19 MiB and some
 * ten milliseconds, so at most {@value #AT_ONCE} are computed at once. Thread-safe.
 */
final class Passwords {
    private static final int AT_ONCE = 4;
    private static final int SALT_BYTES = 16;

    // OWASP Password Storage: 19 MiB, two passes, one lane
    private final Argon2Function argon2id = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final String pepper;
    private final String nobodys;

    /** More people want to log in at once than this machine can hash for. */
    static final class BusyException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private Passwords(String pepper) {
        this.pepper = pepper;
        this.nobodys = hash(random());
    }

    static Passwords peppered(DataFolder data) {
        return new Passwords(
                DataFolder.readOrWrite(data.pepper(), Passwords::random).strip());
    }

    /** A text with 256 random bits, for passwords, peppers and tokens. */
    static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    String hash(String password) {
        return Password.hash(password)
                .addRandomSalt(SALT_BYTES)
                .addPepper(pepper)
                .with(argon2id)
                .getResult();
    }

    boolean matches(String password, String hash) throws BusyException {
        if (!free.tryAcquire()) {
            throw new BusyException();
        }
        try {
            return Password.check(password, hash).addPepper(pepper).with(argon2id);
        } finally {
            free.release();
        }
    }

    /** Takes as long as {@link #matches}, so that time does not tell which names exist. */
    void matchNobody(String password) throws BusyException {
        boolean ignored = matches(password, nobodys);
    }
}
