package io.gapura.filters;

import java.util.List;
import java.util.Optional;

/**
 * The values that a path template took out of the path of this request, decoded once as the application sees them; asked
 * for only when a policy wants one. Bound to the request.
 */
@FunctionalInterface
public interface PathParameters {
    /** Of a request that nothing with a template has matched. */
    PathParameters NONE = name -> List.of();

    /** Every value of a name; several when a locator and its target use one name. */
    List<String> all(String name);

    /**
     * The object that will be called, where the runtime has made it already and shows it; on a runtime that does not,
     * another object of its class, for what is asked of the class alone. Nothing may be called on it.
     */
    default Optional<Object> handler() {
        return Optional.empty();
    }

    /**
     * The value of a name; empty when no template has it.
     *
     * @throws RefusedException when it is bound twice: two readers may take different ones
     */
    default Optional<String> only(String name) {
        List<String> values = all(name);
        if (values.size() > 1) {
            throw new RefusedException(Rejection.malformed("path-parameter.repeated"));
        }
        return values.stream().findFirst();
    }
}
