/** The only package that names Jackson: thin, strict readers that refuse what two parsers could read differently. */
@NullMarked
package io.gapura.filters.json;

import org.jspecify.annotations.NullMarked;
