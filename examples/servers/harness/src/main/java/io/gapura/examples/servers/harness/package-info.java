/** Rows, forked servers, deployment assembly and the report. */
@NullMarked
package io.gapura.examples.servers.harness;

import org.jspecify.annotations.NullMarked;
