package io.gapura.filters.passwords;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in the database: the id of the pepper, a colon, and the PHC string of Argon2id. Whatever is not of that form,
 * or asks for more than {@link PasswordCost} allows, is none.
 */
final class StoredPassword {
    /** Versions other than 19, other variants and parameters that nobody writes are not ours. */
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,63}):\\$argon2id\\$v=19"
            + "\\$m=([1-9][0-9]{4,6}),t=([1-9][0-9]?),p=([1-9])"
            + "\\$([A-Za-z0-9+/]{22})\\$([A-Za-z0-9+/]{43})");

    private static final int LONGEST = 256;

    private final String pepper;
    private final PasswordCost cost;
    private final byte[] salt;
    private final byte[] hash;

    /** Keeps the arrays: nobody writes to them. */
    StoredPassword(String pepper, PasswordCost cost, byte[] salt, byte[] hash) {
        this.pepper = pepper;
        this.cost = cost;
        this.salt = salt;
        this.hash = hash;
    }

    static Optional<StoredPassword> read(String text) {
        Matcher found = FORM.matcher(text.length() > LONGEST ? "" : text);
        if (!found.matches()) {
            return Optional.empty();
        }
        try {
            PasswordCost cost = new PasswordCost(
                    Integer.parseInt(found.group(2)),
                    Integer.parseInt(found.group(3)),
                    Integer.parseInt(found.group(4)));
            return Optional.of(new StoredPassword(
                    found.group(1),
                    cost,
                    Base64.getDecoder().decode(found.group(5)),
                    Base64.getDecoder().decode(found.group(6))));
        } catch (IllegalArgumentException outOfBounds) {
            return Optional.empty();
        }
    }

    /** The id of the key that it was peppered with. */
    String pepper() {
        return pepper;
    }

    PasswordCost cost() {
        return cost;
    }

    byte[] salt() {
        return salt;
    }

    byte[] hash() {
        return hash;
    }

    String text() {
        Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
        return pepper + ":$argon2id$v=19$m=" + cost.kibibytes() + ",t=" + cost.passes() + ",p=" + cost.lanes() + "$"
                + encoder.encodeToString(salt) + "$" + encoder.encodeToString(hash);
    }

    @Override
    public String toString() {
        return "StoredPassword";
    }
}
