package io.gapura.examples.orders;

import io.gapura.filters.audit.tlog.NoteKey;
import io.gapura.filters.config.Reference;
import java.security.SecureRandom;

/**
 * The key that signs the audit log of this folder, made at the first start; its public half stands beside it, for who
 * verifies.
 */
final class AuditKey {
    /** The name of the log, which is the name of its key. */
    static final String ORIGIN = "orders";

    private AuditKey() {}

    static NoteKey in(DataFolder data) {
        String ignored = DataFolder.readOrWrite(
                data.auditKey(),
                () -> NoteKey.generate(ORIGIN, new SecureRandom()).export());
        NoteKey key = NoteKey.load(Reference.file(data.auditKey()));
        show(key, data);
        return key;
    }

    private static void show(NoteKey key, DataFolder data) {
        String ignored = DataFolder.readOrWrite(data.auditVkey(), () -> key.verifier() + "\n");
    }
}
