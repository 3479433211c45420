package io.gapura.filters.passwords;

/**
 * Hashes that an application kept before, such as bcrypt: they match until their owners log in once, and then a new text
 * stands there. Must be thread-safe.
 */
public interface OtherHash {
    /** Whether it can read a stored text. Must not match a text of ours, which begins with {@code KEYID:$argon2id$}. */
    boolean knows(String stored);

    /** Whether it is the hash of this password; in time that does not tell how far it is. */
    boolean matches(String password, String stored);
}
