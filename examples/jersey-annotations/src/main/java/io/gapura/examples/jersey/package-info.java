/** The REST feature alone, without Servlet. */
@NullMarked
package io.gapura.examples.jersey;

import org.jspecify.annotations.NullMarked;
