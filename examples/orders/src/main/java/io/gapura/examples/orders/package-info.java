/** Orders and customers behind all pillars. */
@NullMarked
package io.gapura.examples.orders;

import org.jspecify.annotations.NullMarked;
