package io.gapura.filters.passwords;

import io.gapura.filters.protect.HashKeys;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Hashes and checks passwords: Argon2id over an HMAC-SHA256 by the pepper, so that the stolen database alone is worth
 * nothing, and a stolen pepper alone neither.
 *
 * <pre>{@code
 * Passwords passwords = Passwords.peppered(HashKeys.load(Reference.file(Path.of("/etc/shop/pepper.json"))));
 * PasswordCheck check = passwords.check(given, row.password());
 * check.upgraded().ifPresent(row::storePassword);
 * return check.matches();
 * }</pre>
 *
 * <p>A password has 1 to {@value #MOST_BYTES} bytes in UTF-8 and is taken as it is. At most as many hashes as processors
 * are computed at once, each with the memory of its cost; whoever waits longer than a second is refused by a {@link
 * HashingBusyException}. Immutable but for that count, and thread-safe.
 */
public final class Passwords {
    /** The longest password in bytes. */
    public static final int MOST_BYTES = 1_024;

    private static final System.Logger LOG = System.getLogger("io.gapura");
    private static final int SALT_BYTES = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final HashKeys pepper;
    private final PasswordCost cost;
    private final List<OtherHash> others;
    private final Semaphore free;
    private final Duration patience;
    private final SecureRandom random;
    private final StoredPassword nobody;

    private Passwords(
            HashKeys pepper,
            PasswordCost cost,
            List<OtherHash> others,
            Semaphore free,
            Duration patience,
            SecureRandom random) {
        this.pepper = pepper;
        this.cost = cost;
        this.others = List.copyOf(others);
        this.free = free;
        this.patience = patience;
        this.random = random;
        // compared with and never equal: no password is 32 random bytes behind an unknown hash
        this.nobody = new StoredPassword(pepper.current(), cost, bytes(random, SALT_BYTES), bytes(random, 32));
    }

    private static byte[] bytes(SecureRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /** At {@link PasswordCost#least()}. */
    public static Passwords peppered(HashKeys pepper) {
        Semaphore free = new Semaphore(Runtime.getRuntime().availableProcessors());
        return new Passwords(pepper, PasswordCost.least(), List.of(), free, PATIENCE, new SecureRandom());
    }

    /** At that cost; hashes of another one are upgraded at login. */
    public Passwords cost(PasswordCost other) {
        return new Passwords(pepper, other, others, free, patience, random);
    }

    /** So many at once at most, counted anew. */
    public Passwords atOnce(int most) {
        if (most < 1 || most > 1_024) {
            throw new IllegalArgumentException("1 to 1,024 passwords are hashed at once");
        }
        return new Passwords(pepper, cost, others, new Semaphore(most), patience, random);
    }

    /** How long to wait for a place; zero: not at all. */
    public Passwords patience(Duration most) {
        if (most.isNegative() || most.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("a login waits a minute at most");
        }
        return new Passwords(pepper, cost, others, free, most, random);
    }

    /** Takes hashes of an older application, too. */
    public Passwords or(OtherHash other) {
        List<OtherHash> more = new ArrayList<>(others);
        more.add(other);
        return new Passwords(pepper, cost, more, free, patience, random);
    }

    /**
     * What to store for a new password: at most 192 ASCII characters.
     *
     * @throws IllegalArgumentException when it is empty, too long or half of a surrogate pair
     */
    public String hash(String password) throws HashingBusyException {
        byte[] content = utf8(password)
                .orElseThrow(
                        () -> new IllegalArgumentException("a password has 1 to " + MOST_BYTES + " bytes in UTF-8"));
        return inTurn(() -> hashed(content));
    }

    /**
     * Whether it is the password of this stored text. A text that nobody can read and a pepper that is gone are no match,
     * and are logged; a password that could not have been stored is none.
     */
    public PasswordCheck check(String password, String stored) throws HashingBusyException {
        Optional<byte[]> content = utf8(password);
        if (content.isEmpty()) {
            return PasswordCheck.NO;
        }
        return inTurn(() -> checked(password, content.get(), stored));
    }

    /** Takes as long as {@link #check} for somebody whose hash has today's cost, for names that do not exist. */
    public PasswordCheck checkNobody(String password) throws HashingBusyException {
        Optional<byte[]> content = utf8(password);
        if (content.isEmpty()) {
            return PasswordCheck.NO;
        }
        return inTurn(() -> {
            boolean ignored = matches(content.get(), nobody);
            return PasswordCheck.NO;
        });
    }

    private PasswordCheck checked(String password, byte[] content, String text) {
        Optional<StoredPassword> stored = StoredPassword.read(text);
        if (stored.isEmpty()) {
            return checkedByOthers(password, content, text);
        }
        if (!matches(content, stored.get())) {
            return PasswordCheck.NO;
        }
        boolean current = stored.get().pepper().equals(pepper.current())
                && stored.get().cost().equals(cost);
        return current ? PasswordCheck.YES : new PasswordCheck(true, Optional.of(hashed(content)));
    }

    private PasswordCheck checkedByOthers(String password, byte[] content, String text) {
        for (OtherHash other : others) {
            if (other.knows(text)) {
                return other.matches(password, text)
                        ? new PasswordCheck(true, Optional.of(hashed(content)))
                        : PasswordCheck.NO;
            }
        }
        LOG.log(System.Logger.Level.WARNING, "Gapura: a stored password is of no known form; its owner cannot log in");
        boolean ignored = matches(content, nobody);
        return PasswordCheck.NO;
    }

    private boolean matches(byte[] content, StoredPassword stored) {
        Optional<byte[]> peppered = pepper.mac(stored.pepper(), content);
        if (peppered.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Gapura: the pepper " + stored.pepper() + " is not in the set; whoever has it cannot log in");
            return matches(content, nobody);
        }
        return MessageDigest.isEqual(argon2id(peppered.get(), stored.cost(), stored.salt()), stored.hash());
    }

    private String hashed(byte[] content) {
        byte[] salt = bytes(random, SALT_BYTES);
        return new StoredPassword(pepper.current(), cost, salt, argon2id(pepper.mac(content), cost, salt)).text();
    }

    private static byte[] argon2id(byte[] content, PasswordCost cost, byte[] salt) {
        return cost.function().hash(content, salt).getBytes();
    }

    /** Needs a place: memory is what hashing takes most of. */
    private <T> T inTurn(Supplier<T> work) throws HashingBusyException {
        boolean mine;
        try {
            mine = free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new HashingBusyException();
        }
        if (!mine) {
            throw new HashingBusyException();
        }
        try {
            return work.get();
        } finally {
            free.release();
        }
    }

    private static Optional<byte[]> utf8(String password) {
        if (password.isEmpty() || password.length() > MOST_BYTES) {
            return Optional.empty();
        }
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(password));
            byte[] exact = new byte[encoded.remaining()];
            encoded.get(exact);
            return exact.length > MOST_BYTES ? Optional.empty() : Optional.of(exact);
        } catch (CharacterCodingException halfAPair) {
            return Optional.empty();
        }
    }
}
