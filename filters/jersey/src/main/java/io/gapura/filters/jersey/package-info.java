/** What only Jersey tells: which sub-resource a locator returned. */
@NullMarked
package io.gapura.filters.jersey;

import org.jspecify.annotations.NullMarked;
