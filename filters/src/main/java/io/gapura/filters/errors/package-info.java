/**
 * What a client is told of a refusal or a failure: a small RFC 9457 document made from the catalogue alone, in the form
 * (JSON, HTML, XML, plain text) and language (English, German, Indonesian, and those of the application) that it likes
 * best.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>a code that the {@link io.gapura.filters.errors.ErrorCatalog} knows, with the titles and status written there;
 *   <li>places of violations: declared names and pointers into the client's own JSON, with their codes, and texts of the
 *       catalogue that name values of the contract;
 *   <li>values that an entry declares, in the type that it declares;
 *   <li>the incident id, which finds the audit event, and the id of the trace when there is one.
 * </ol>
 *
 * <p>Everything else becomes {@code internal-error} with 500. Exception text, reasons and notes cannot come here: a
 * {@link io.gapura.filters.Problem} has no place for them. Every value goes through the encoder of its form; a document
 * has at most 16 KiB and says what is missing.
 *
 * <p>An application adds its codes in {@code /WEB-INF/errors.properties} and {@code errors_<tag>.properties}, or in code:
 *
 * <pre>{@code
 * ErrorCatalog catalog = ErrorCatalog.shipped()
 *     .with(ErrorCatalog.entry("out-of-credit", 403)
 *         .title("en", "You do not have enough credit.")
 *         .member("balance", long.class));
 * }</pre>
 *
 * <p>Caveat: what the container refuses before any filter is answered by the container itself, unless its adapter is in
 * the server ({@code gapura-filters-tomcat}, {@code -jetty}, {@code -undertow}).
 *
 * <p>Allowed: {@code 403 forbidden} with its title. Refused: a code that nobody registered, answered 500 {@code
 * internal-error}.
 */
@NullMarked
package io.gapura.filters.errors;

import org.jspecify.annotations.NullMarked;
