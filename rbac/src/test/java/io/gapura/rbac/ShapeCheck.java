package io.gapura.rbac;

import io.gapura.filters.Decision;

/** A check that shapes are annotated with; the resolver alone never asks it. */
public final class ShapeCheck implements ResourceCheck {
    @Override
    public Decision decide(ResourceAccess access) {
        return access.refuse("shape");
    }
}
