package io.gapura.rbac;

import io.gapura.rbac.Rbac.Locators;
import io.gapura.rbac.Rbac.OnUncovered;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What access rules are made of. Immutable; refining methods return copies.
 *
 * @param activation null: all roles of a caller are active
 * @param watch null: the policy came from no place that could be looked at again
 * @param candidate null: nothing decides beside
 */
record Setup(
        LoadedPolicy loaded,
        OnUncovered onUncovered,
        Locators locators,
        Reading reading,
        Checks checks,
        @Nullable RoleActivation activation,
        InstantSource clock,
        @Nullable Watch watch,
        @Nullable Beside candidate) {
    static Setup of(LoadedPolicy loaded, Reading reading) {
        return new Setup(
                loaded,
                OnUncovered.DENY,
                Locators.EARLY,
                reading,
                Checks.constructed(),
                null,
                InstantSource.system(),
                null,
                null);
    }

    Setup loaded(LoadedPolicy other) {
        return new Setup(other, onUncovered, locators, reading, checks, activation, clock, watch, candidate);
    }

    Setup onUncovered(OnUncovered choice) {
        return new Setup(loaded, choice, locators, reading, checks, activation, clock, watch, candidate);
    }

    Setup locators(Locators choice) {
        return new Setup(loaded, onUncovered, choice, reading, checks, activation, clock, watch, candidate);
    }

    Setup reading(Reading other) {
        return new Setup(loaded, onUncovered, locators, other, checks, activation, clock, watch, candidate);
    }

    Setup checking(Checks other) {
        return new Setup(loaded, onUncovered, locators, reading, other, activation, clock, watch, candidate);
    }

    Setup activating(RoleActivation choice) {
        return new Setup(loaded, onUncovered, locators, reading, checks, choice, clock, watch, candidate);
    }

    Setup telling(InstantSource other) {
        return new Setup(loaded, onUncovered, locators, reading, checks, activation, other, watch, candidate);
    }

    Setup watching(Watch other) {
        return new Setup(loaded, onUncovered, locators, reading, checks, activation, clock, other, candidate);
    }

    Setup beside(@Nullable Beside other) {
        return new Setup(loaded, onUncovered, locators, reading, checks, activation, clock, watch, other);
    }

    /** The same with a newer policy. */
    Setup loading(LoadedPolicy newer) {
        Reading anew = reading.saying(newer.entries());
        return new Setup(newer, onUncovered, locators, anew, checks, activation, clock, watch, candidate);
    }
}
