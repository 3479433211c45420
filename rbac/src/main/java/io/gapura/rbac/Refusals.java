package io.gapura.rbac;

import io.gapura.filters.Decision;
import io.gapura.filters.Rejection;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The refusals of one part of a rule, each made when it is first needed and kept: refusing must not cost more than
 * admitting. Thread-safe: what is kept is immutable, and a race only makes one twice.
 */
final class Refusals {
    private final Decision.@Nullable Reject[] made;
    private final IntFunction<Rejection> maker;

    Refusals(int count, IntFunction<Rejection> maker) {
        this.made = new Decision.Reject[count];
        this.maker = maker;
    }

    Decision.Reject get(int number) {
        Decision.Reject known = made[number];
        if (known == null) {
            known = Decision.reject(maker.apply(number));
            made[number] = known;
        }
        return known;
    }
}
