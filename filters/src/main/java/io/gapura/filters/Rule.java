package io.gapura.filters;

import java.io.IOException;

/** The deciding part of a policy, for a lambda: see {@link Policy#of}. */
@FunctionalInterface
public interface Rule {
    Decision decide(RequestView request) throws IOException;
}
