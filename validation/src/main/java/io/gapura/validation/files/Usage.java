package io.gapura.validation.files;

import io.gapura.filters.RefusedException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What each owner keeps. Thread-safe; as many entries as there are owners of files. */
final class Usage {
    /** What is kept or coming in. */
    record Kept(int files, long bytes) {
        static final Kept NOTHING = new Kept(0, 0);

        Kept plus(int more, long moreBytes) {
            return new Kept(files + more, bytes + moreBytes);
        }
    }

    private final FileQuota quota;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    Usage(FileQuota quota) {
        this.quota = quota;
    }

    Kept of(String owner) {
        return kept.getOrDefault(owner, Kept.NOTHING);
    }

    /** Counts what was kept before anybody could refuse it. */
    void found(String owner, long bytes) {
        kept.merge(owner, new Kept(1, bytes), (before, one) -> before.plus(1, bytes));
    }

    /** Counts it beforehand, or refuses: two that come at once cannot both have the last place. */
    void reserve(String owner, int files, long bytes) {
        kept.compute(owner, (name, before) -> {
            Kept after = (before == null ? Kept.NOTHING : before).plus(files, bytes);
            if (after.files() > quota.files() || after.bytes() > quota.bytes().toBytes()) {
                throw new RefusedException(FileViolation.UPLOAD_QUOTA.rejection());
            }
            return after;
        });
    }

    void release(String owner, int files, long bytes) {
        kept.computeIfPresent(owner, (name, before) -> {
            Kept after = before.plus(-files, -bytes);
            return after.files() <= 0 ? null : after;
        });
    }
}
