/** Servlets, the same cases without a REST runtime. */
package io.gapura.examples.servers.app.servlets;
