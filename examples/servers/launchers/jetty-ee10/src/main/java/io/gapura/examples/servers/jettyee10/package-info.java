/** Launches Jetty 12.1 with its ee10 environment for the server matrix. */
package io.gapura.examples.servers.jettyee10;
