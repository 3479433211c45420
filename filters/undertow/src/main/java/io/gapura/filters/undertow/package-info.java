/** Problem documents for what Undertow answers itself. */
@NullMarked
package io.gapura.filters.undertow;

import org.jspecify.annotations.NullMarked;
