/** Launches TomEE 10 for the server matrix. */
package io.gapura.examples.servers.tomee;
