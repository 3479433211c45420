package io.gapura.rbac;

import io.gapura.filters.ContentHash;
import java.util.Arrays;
import java.util.Optional;

/** The text of a policy as one reading found it, with what its writer said. Immutable. */
public final class PolicyText {
    private final byte[] content;
    private final Optional<String> reason;

    private PolicyText(byte[] content, Optional<String> reason) {
        this.content = content;
        this.reason = reason;
    }

    /** Without a reason: nobody keeps one. */
    public static PolicyText of(byte[] content) {
        return new PolicyText(content.clone(), Optional.empty());
    }

    /** The same with who wrote it and why, for the audit event of the change. */
    public PolicyText because(String who) {
        return new PolicyText(content, Optional.of(who));
    }

    /** A copy. */
    public byte[] content() {
        return content.clone();
    }

    public Optional<String> reason() {
        return reason;
    }

    /** SHA-256, in hexadecimal digits. */
    public String digest() {
        return ContentHash.of(content).hex();
    }

    /** Whether both say the same, whoever wrote it. */
    boolean sameAs(PolicyText other) {
        return Arrays.equals(content, other.content);
    }
}
