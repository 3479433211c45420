/** The smallest annotated resource: the REST feature alone, on the JDK's HTTP server, without any Servlet API. */
@NullMarked
package io.gapura.examples.jersey;

import org.jspecify.annotations.NullMarked;
