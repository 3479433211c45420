package io.gapura.filters.audit;

import io.gapura.filters.AuditClass;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Counts, by class and reason, each event that was not stored: exact, and said in the log as soon as it can be. Thread-safe. */
final class Losses {
    private final Map<AuditClass, Map<Reason, AtomicLong>> counts = new EnumMap<>(AuditClass.class);

    Losses() {
        for (AuditClass auditClass : AuditClass.values()) {
            Map<Reason, AtomicLong> ofClass = new EnumMap<>(Reason.class);
            for (Reason reason : Reason.values()) {
                ofClass.put(reason, new AtomicLong());
            }
            counts.put(auditClass, ofClass);
        }
    }

    /** Why an event is not in the log. */
    enum Reason {
        /** More came than the disk takes. */
        QUEUE_FULL("queue_full"),
        /** The writer had not taken it in time. */
        STALLED("stalled"),
        /** Little is left of the disk, and of what is left others have more need. */
        DISK_SPACE("disk_space"),
        /** The disk does not take anything. */
        UNWRITABLE("unwritable");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** What is to be said. */
    record Loss(AuditClass auditClass, Reason reason, long count) {}

    void count(AuditClass auditClass, Reason reason) {
        add(auditClass, reason, 1);
    }

    private void add(AuditClass auditClass, Reason reason, long count) {
        Map<Reason, AtomicLong> ofClass = counts.get(auditClass);
        AtomicLong sum = ofClass == null ? null : ofClass.get(reason);
        if (sum != null) {
            sum.addAndGet(count);
        }
    }

    /** What came together since it was said last. */
    List<Loss> due() {
        List<Loss> due = new ArrayList<>();
        counts.forEach((auditClass, ofClass) -> ofClass.forEach((reason, sum) -> {
            long count = sum.get();
            if (count > 0) {
                due.add(new Loss(auditClass, reason, count));
            }
        }));
        return due;
    }

    /** What came in meanwhile is counted on. */
    void said(Loss loss) {
        add(loss.auditClass, loss.reason, -loss.count);
    }
}
