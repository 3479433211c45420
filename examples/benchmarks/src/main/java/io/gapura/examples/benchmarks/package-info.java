/** What the pillars cost. */
@NullMarked
package io.gapura.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
