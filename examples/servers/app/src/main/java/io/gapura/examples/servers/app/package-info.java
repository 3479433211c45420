/** The application that every server row deploys. */
@NullMarked
package io.gapura.examples.servers.app;

import org.jspecify.annotations.NullMarked;
