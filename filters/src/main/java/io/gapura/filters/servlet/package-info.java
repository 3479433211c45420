/**
 * The Servlet adapter: {@link io.gapura.filters.servlet.GapuraFilter} on {@code /*} for every dispatcher type.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>a request that could be read into one view, and that no pipeline refused on arrival;
 *   <li>to an endpoint that no pipeline refused: the servlet of the mapping, or with {@code endpoints = jaxrs} what the
 *       Jakarta REST feature saw;
 *   <li>and only an answer below 400 that leaves after both, or an error body of an endpoint that opted in for its own
 *       words; every other answer is rendered by the gate.
 * </ol>
 *
 * <p>Errors are captured in layers, each of which assumes that the others failed: {@link
 * io.gapura.filters.servlet.ErrorPageServlet} for what fails in front of the filter, the filter for what is thrown, the
 * response that the application is given for what it sends and writes, and a listener for what fails later. An answer
 * that has begun to leave is cut off, and nothing is appended to it.
 *
 * <p>Caveat: the filter must come before every filter that reads the body or parameters. What {@code
 * getNamedDispatcher} calls passes no filter on {@code /*}: an application that uses it maps the gate to the servlet name
 * {@code *} as well, and the target counts as an endpoint that no rule covers. A missing FORWARD dispatcher shows when a
 * forward happens, and on Tomcat only.
 *
 * <p>Allowed: {@code GET /app/orders} of a servlet that a rule covers. Refused: the same behind a filter mapping of
 * {@code /orders/*}: the application does not start.
 */
@NullMarked
package io.gapura.filters.servlet;

import org.jspecify.annotations.NullMarked;
