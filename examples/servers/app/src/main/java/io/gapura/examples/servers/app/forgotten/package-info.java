/** The application that forgot the feature. */
package io.gapura.examples.servers.app.forgotten;
