/** The application as the documentation shows it. */
package io.gapura.examples.servers.app.explicit;
