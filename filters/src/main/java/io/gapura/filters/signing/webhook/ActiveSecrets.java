package io.gapura.filters.signing.webhook;

import io.gapura.filters.Renewal;
import io.gapura.filters.config.Reread;
import io.gapura.filters.signing.keys.KeyMark;
import io.gapura.filters.signing.keys.KeyWatch;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The secrets of one sender that count now, and what the audit log is told when they become others. Thread-safe. */
final class ActiveSecrets<T> implements Supplier<List<T>> {
    private final Supplier<Made<T>> current;
    private final String place;
    private final @Nullable Reread<Made<T>> reread;

    /**
     * What secrets became.
     *
     * @param keys to prove deliveries with
     * @param marks of the same secrets, in the same order
     */
    record Made<T>(List<T> keys, List<KeyMark> marks) {}

    private ActiveSecrets(Supplier<Made<T>> current, String place, @Nullable Reread<Made<T>> reread) {
        this.current = current;
        this.place = place;
        this.reread = reread;
    }

    /** They stay as they are. */
    static <T> ActiveSecrets<T> given(Made<T> made) {
        return new ActiveSecrets<>(() -> made, "", null);
    }

    /** They are what is read there. */
    static <T> ActiveSecrets<T> read(String place, Reread<Made<T>> reread) {
        return new ActiveSecrets<>(reread::get, place, reread);
    }

    @Override
    public List<T> get() {
        return current.get().keys();
    }

    /** To be asked for once: it knows what it has told. Empty for secrets that an application handed in, which never change. */
    Optional<Renewal> watch(String policy) {
        return Optional.ofNullable(reread)
                .map(source -> KeyWatch.of(
                        policy,
                        List.of(new KeyWatch.Source(
                                place, () -> Optional.of(source.get().marks()), source::problem))));
    }
}
