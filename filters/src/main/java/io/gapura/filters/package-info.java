/** The engine: one request, one ordered list of policies, one verdict. */
@NullMarked
package io.gapura.filters;

import org.jspecify.annotations.NullMarked;
