package io.gapura.rbac;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
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
        return HexFormat.of().formatHex(sha256(content));
    }

    /** Whether both say the same, whoever wrote it. */
    boolean sameAs(PolicyText other) {
        return Arrays.equals(content, other.content);
    }

    static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }
}
