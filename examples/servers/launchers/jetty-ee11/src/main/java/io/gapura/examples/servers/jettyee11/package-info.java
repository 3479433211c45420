/** Launches Jetty 12.1 with its ee11 environment for the server matrix. */
package io.gapura.examples.servers.jettyee11;
