package io.gapura.filters.signing;

import java.time.Instant;
import java.util.Optional;

/** Keys that an application handed in; they never change. */
record FixedKeys(Keys keys, Instant since) implements KeySource {
    @Override
    public Optional<Keys> current() {
        return Optional.of(keys);
    }

    @Override
    public KeyState state() {
        return new KeyState(KeyState.Condition.CURRENT, keys.size(), Optional.of(since), Optional.empty());
    }
}
