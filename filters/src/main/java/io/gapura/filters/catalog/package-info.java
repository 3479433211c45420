/** The names that this module gives to {@code policies = …}, and what runs where nothing was configured. */
@NullMarked
package io.gapura.filters.catalog;

import org.jspecify.annotations.NullMarked;
