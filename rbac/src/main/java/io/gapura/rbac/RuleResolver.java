package io.gapura.rbac;

import io.gapura.filters.Declarations;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Optional;

/** Which annotations are access rules, and what they say together; where they count, {@link Declarations} knows. */
final class RuleResolver implements Declarations.Source<AccessRule> {
    /** The rules of what runs. */
    static final Declarations<AccessRule> RULES = Declarations.of(new RuleResolver());

    private RuleResolver() {}

    @Override
    public Optional<AccessRule> on(Method method, Class<?> declaring) {
        Written onMethod = Written.on(method, Declarations.place(method));
        return onMethod.over(Written.on(declaring, declaring.getName())).rule();
    }

    @Override
    public Optional<AccessRule> on(Class<?> type) {
        return Written.on(type, type.getName()).rule();
    }

    @Override
    public boolean isWrittenOn(AnnotatedElement element) {
        String place = element instanceof Method method ? Declarations.place(method) : element.toString();
        return !Written.on(element, place).isNothing();
    }

    /** Opening is written on what runs; an inherited {@code @PermitAll} never opens. */
    @Override
    public boolean isInherited(AccessRule rule) {
        return !(rule instanceof AccessRule.Everybody);
    }
}
