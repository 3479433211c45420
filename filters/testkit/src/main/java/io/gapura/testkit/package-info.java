/** Runs scenarios and attacks against an application. */
@NullMarked
package io.gapura.testkit;

import org.jspecify.annotations.NullMarked;
