package io.gapura.rbac;

import io.gapura.filters.Declarations;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Which annotations are access rules, what a policy document says instead, and what they say together; where they count,
 * {@link Declarations} knows. Immutable.
 */
final class RuleResolver implements Declarations.Source<Declared> {
    private final EndpointEntries entries;
    private final Unwrapping unwrapping;

    private RuleResolver(EndpointEntries entries, Unwrapping unwrapping) {
        this.entries = entries;
        this.unwrapping = unwrapping;
    }

    /** The rules of what runs. */
    static Declarations<Declared> declarations(EndpointEntries entries, Unwrapping unwrapping) {
        return Declarations.of(new RuleResolver(entries, unwrapping));
    }

    @Override
    public Optional<Declared> on(Method method, Class<?> declaring) {
        return Declared.of(written(method).over(written(declaring)));
    }

    @Override
    public Optional<Declared> on(Class<?> type) {
        return Declared.of(written(type));
    }

    private Written written(Method method) {
        return entries.of(method).orElseGet(() -> Written.on(method, Declarations.place(method)));
    }

    private Written written(Class<?> type) {
        return entries.of(type).orElseGet(() -> Written.on(type, type.getName()));
    }

    @Override
    public boolean isWrittenOn(AnnotatedElement element) {
        Written written = element instanceof Method method ? written(method) : written((Class<?>) element);
        return !written.isNothing();
    }

    /** Opening is written on what runs; an inherited {@code @PermitAll} never opens. */
    @Override
    public boolean isInherited(Declared found) {
        return !(found.rule() instanceof AccessRule.Everybody);
    }

    @Override
    public Optional<UnaryOperator<Declared>> adding(Declared found) {
        return found.isPartial() ? Optional.of(found::and) : Optional.empty();
    }

    @Override
    public Class<?> unwrapped(Class<?> handler) {
        return unwrapping.written(handler);
    }
}
