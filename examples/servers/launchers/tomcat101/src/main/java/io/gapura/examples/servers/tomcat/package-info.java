/** Launches Tomcat 10.1, and compiled once more against it Tomcat 11, for the server matrix. */
package io.gapura.examples.servers.tomcat;
