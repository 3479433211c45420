package io.gapura.filters.passwords;

import java.util.Optional;

/**
 * What a login found.
 *
 * @param matches whether it was the password
 * @param upgraded what to store from now on: the cost, the pepper or the whole scheme is not that of today; empty when it
 *     is, and for whoever does not match
 */
public record PasswordCheck(boolean matches, Optional<String> upgraded) {
    static final PasswordCheck NO = new PasswordCheck(false, Optional.empty());
    static final PasswordCheck YES = new PasswordCheck(true, Optional.empty());

    /** Without the new text. */
    @Override
    public String toString() {
        return "PasswordCheck[matches=" + matches + (upgraded.isPresent() ? ", to be upgraded]" : "]");
    }
}
