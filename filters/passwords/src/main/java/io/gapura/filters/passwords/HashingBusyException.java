package io.gapura.filters.passwords;

/**
 * More people log in at once than this machine hashes for: answer 503 and {@code Retry-After}, not 401. Nothing was
 * decided about the password.
 */
public final class HashingBusyException extends Exception {
    private static final long serialVersionUID = 1L;

    HashingBusyException() {
        super("all places for hashing are taken");
    }
}
