package io.gapura.filters.jaxrs;

import java.util.function.BooleanSupplier;

/**
 * A way to keep the last chunk of an answer back, where no filter in front can break the connection. Kept with the request
 * by whoever knows the container; named without it, because this package works where there is none.
 */
@FunctionalInterface
interface Breakable {
    String PROPERTY = "io.gapura.jaxrs.breakable";

    /** To be called before the first byte leaves: the end of the answer fails when it was cut off by then. */
    void breakWhen(BooleanSupplier cut);
}
