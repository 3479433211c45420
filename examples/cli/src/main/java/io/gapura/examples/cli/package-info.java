/** Keys, signatures, policy lint and audit on the command line. */
@NullMarked
package io.gapura.examples.cli;

import org.jspecify.annotations.NullMarked;
