package io.gapura.validation;

import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Rejection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes of what is found in one document: the reading ends with it, or it is recorded and the reading goes on. */
final class JsonFindings {
    private final boolean records;

    /** The words that were told; most documents have none. */
    private @Nullable Set<StructureViolation> told;

    private @Nullable Deque<Rejection> pending;

    /** @param records whether the reading goes on behind what it finds */
    JsonFindings(boolean records) {
        this.records = records;
    }

    /** Whether the structure of the document is broken, or over a bound. */
    boolean areOfStructure() {
        return told != null;
    }

    boolean records() {
        return records;
    }

    /** Each word is told once. */
    void found(StructureViolation violation) throws BodyRejectedException {
        if (told == null) {
            told = EnumSet.noneOf(StructureViolation.class);
        }
        if (told.add(violation)) {
            found(violation.rejection());
        }
    }

    void found(Rejection rejection) throws BodyRejectedException {
        if (!records) {
            throw new BodyRejectedException(rejection);
        }
        if (pending == null) {
            pending = new ArrayDeque<>(2);
        }
        pending.add(rejection);
    }

    /** Of what was recorded and not told yet, the first. */
    void tellNext() throws BodyRejectedException {
        Rejection next = pending == null ? null : pending.poll();
        if (next != null) {
            throw new BodyRejectedException(next);
        }
    }
}
