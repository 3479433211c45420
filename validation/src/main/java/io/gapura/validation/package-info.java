/** What may come in: media types, sizes, shapes and constraints. */
@NullMarked
package io.gapura.validation;

import org.jspecify.annotations.NullMarked;
