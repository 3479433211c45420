package io.gapura.filters.protect;

import io.gapura.filters.AuditedFault;
import java.util.Locale;

/**
 * Why a stored value could not be opened. For the operator alone: its text names the reason and nothing of the value, the
 * place or the key, and a client learns no more than that something failed. A request that it ends is {@code
 * crypt_decrypt_fail} in the audit log; who catches it records that word instead.
 */
public final class UnsealableException extends RuntimeException implements AuditedFault {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What was wrong, in the order in which it is looked for. */
    public enum Reason {
        /** It is no text of ours: not five canonical parts, too long, or a header with other members than ours. */
        MALFORMED,
        /** The key is not in the set: it was removed before every value was resealed, or the value comes from elsewhere. */
        UNKNOWN_KEY,
        /** It was sealed for another table, column or row: somebody moved it. */
        OTHER_CONTEXT,
        /** It does not authenticate: somebody wrote to it, or another key has this id. */
        ALTERED
    }

    UnsealableException(Reason reason) {
        super("the sealed value cannot be opened: " + reason);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    @Override
    public String auditReason() {
        return "crypt." + reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
