package io.gapura.filters;

import java.util.regex.Pattern;

/**
 * A throwable that tells the audit log what went wrong when it escapes: a reason of a closed list instead of {@code
 * exception}. The client learns no more than of any other fault.
 */
public interface AuditedFault {
    /** As {@code status_detail} has it: 1 to 64 of {@code a-z0-9.-}, and nothing of any value. Anything else does not count. */
    String auditReason();

    /** That of a throwable, itself or as the cause of a cause, 16 deep; else the other one. */
    static String reasonOf(Throwable thrown, String otherwise) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 16; depth++, cause = RecordedThrowable.causeOf(cause)) {
            if (cause instanceof AuditedFault known) {
                String reason = known.auditReason();
                return Pattern.matches("[a-z0-9.-]{1,64}", reason) ? reason : otherwise;
            }
        }
        return otherwise;
    }
}
