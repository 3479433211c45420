package io.gapura.rbac;

import io.gapura.rbac.Rbac.Locators;
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
        Locators locators,
        Reading reading,
        Checks checks,
        @Nullable RoleActivation activation,
        InstantSource clock) {
    static Setup of(LoadedPolicy loaded, Reading reading) {
        return new Setup(
                loaded, OnUncovered.DENY, Locators.EARLY, reading, Checks.constructed(), null, InstantSource.system());
    }

    Setup loaded(LoadedPolicy other) {
        return new Setup(other, onUncovered, locators, reading, checks, activation, clock);
    }

    Setup onUncovered(OnUncovered choice) {
        return new Setup(loaded, choice, locators, reading, checks, activation, clock);
    }

    Setup locators(Locators choice) {
        return new Setup(loaded, onUncovered, choice, reading, checks, activation, clock);
    }

    Setup reading(Reading other) {
        return new Setup(loaded, onUncovered, locators, other, checks, activation, clock);
    }

    Setup checking(Checks other) {
        return new Setup(loaded, onUncovered, locators, reading, other, activation, clock);
    }

    Setup activating(RoleActivation choice) {
        return new Setup(loaded, onUncovered, locators, reading, checks, choice, clock);
    }

    Setup telling(InstantSource other) {
        return new Setup(loaded, onUncovered, locators, reading, checks, activation, other);
    }
}
