package io.gapura.rbac;

import io.gapura.rbac.Rbac.OnUncovered;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What access rules are made of. Immutable; refining methods return copies.
 *
 * @param activation null: all roles of a caller are active
 */
record Setup(
        LoadedPolicy loaded,
        OnUncovered onUncovered,
        Reading reading,
        Checks checks,
        @Nullable RoleActivation activation,
        InstantSource clock) {
    static Setup of(LoadedPolicy loaded, Reading reading) {
        return new Setup(loaded, OnUncovered.DENY, reading, Checks.constructed(), null, InstantSource.system());
    }

    Setup onUncovered(OnUncovered choice) {
        return new Setup(loaded, choice, reading, checks, activation, clock);
    }

    Setup reading(Reading other) {
        return new Setup(loaded, onUncovered, other, checks, activation, clock);
    }

    Setup checking(Checks other) {
        return new Setup(loaded, onUncovered, reading, other, activation, clock);
    }

    Setup activating(RoleActivation choice) {
        return new Setup(loaded, onUncovered, reading, checks, choice, clock);
    }

    Setup telling(InstantSource other) {
        return new Setup(loaded, onUncovered, reading, checks, activation, other);
    }
}
