package io.gapura.filters;

import java.io.IOException;

/** A lambda with a name. */
record NamedRule(String name, Stage stage, Rule rule) implements Policy {
    @Override
    public Decision decide(RequestView request) throws IOException {
        return rule.decide(request);
    }
}
