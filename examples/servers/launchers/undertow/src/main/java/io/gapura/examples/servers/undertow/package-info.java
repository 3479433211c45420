/** Launches bare Undertow for the server matrix. */
package io.gapura.examples.servers.undertow;
