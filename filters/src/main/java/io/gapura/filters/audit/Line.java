package io.gapura.filters.audit;

import io.gapura.filters.AuditClass;

/**
 * One event in canonical form, all but what only the writer knows: the place in the chain, the sequence, the time of
 * writing. Those go into two gaps. When it has entered the {@link Ring}, it lies in a {@link Chunk}.
 */
sealed interface Line permits EventLine, TypicalLine {
    /** OCSF class and activity in one number. */
    int typeUid();

    AuditClass auditClass();

    /** Where the attestation goes, from the beginning of the canonical form. */
    int attestationGap();

    /** Where the writer's members of the metadata go, from the beginning of the canonical form. */
    int metadataGap();

    /** Of {@code ,"tenant_uid":"…"}, which lies behind the id; 0 without a tenant. */
    int tenantLength();

    /** How many bytes of values were left out. */
    long missing();

    /** Of the event, in ms. */
    long time();

    /** Whether the line says when it was written, too: what is stored within a second has the time of the event. */
    static boolean isLogged(long time, long written) {
        return Math.abs(written - time) > 1_000;
    }

    /** Of id, tenant and canonical form, one behind the other. */
    int size();
}
