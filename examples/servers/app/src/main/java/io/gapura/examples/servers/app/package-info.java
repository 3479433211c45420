/**
 * The application that every server row deploys. Each package below is taken or left by a variant, so that one build
 * gives contexts with a filter alone, a feature alone, both, or a feature that was forgotten.
 */
@NullMarked
package io.gapura.examples.servers.app;

import org.jspecify.annotations.NullMarked;
