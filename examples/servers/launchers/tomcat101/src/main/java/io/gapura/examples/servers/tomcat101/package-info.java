/** Launches Tomcat 10.1 for the server matrix. */
package io.gapura.examples.servers.tomcat101;
