package io.gapura.validation.files;

import io.gapura.filters.Caller;
import io.gapura.filters.ContentHash;
import io.gapura.filters.RefusedException;
import io.gapura.filters.Rejection;
import io.gapura.filters.Violation;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a file before it comes.
 *
 * @param owner whose quota it counts for, at most 256 characters without controls; see {@link #owner(Caller)}
 * @param part the declared name of the part that it comes in; empty when it comes alone
 * @param name what the client calls it
 * @param mediaType what the client declares it to be; null for nothing
 */
public record Incoming(
        String owner, String part, String name, @Nullable String mediaType) {
    private static final int LONGEST = 256;

    public Incoming {
        if (!isOwner(owner)) {
            throw new IllegalArgumentException("an owner has 1 to 256 characters, none of them a control");
        }
    }

    private static boolean isOwner(String owner) {
        return !owner.isEmpty() && owner.length() <= LONGEST && owner.chars().noneMatch(Character::isISOControl);
    }

    /** How a caller is named as an owner, by a digest where its name is too long; all that have none are one. */
    public static String owner(Caller caller) {
        if (caller.isAnonymous()) {
            return "anonymous";
        }
        String name = caller.issuer() + " " + caller.id();
        return isOwner(name) ? name : "sha256 " + ContentHash.of(name).hex();
    }

    /** The same refusal, pointing at the part. */
    RefusedException placed(RefusedException refused) {
        Rejection rejection = refused.rejection();
        if (part.isEmpty() || rejection.violations().isEmpty()) {
            return refused;
        }
        return new RefusedException(rejection.violations(rejection.violations().stream()
                .map(found -> new Violation(Violation.Place.PART, part, found.code(), found.params()))
                .toList()));
    }
}
