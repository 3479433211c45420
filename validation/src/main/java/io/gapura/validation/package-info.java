/**
 * What an endpoint declares about its input, held before the endpoint runs.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>parameters that the contract of the endpoint declares, as often as it says and of its type, range, length and words;
 *       headers and cookies that it does not declare; names of a query that a locator of the same request has declared;
 *   <li>content that the contract declares, of its media types and size; JSON that is one document of bounded structure in
 *       strict UTF-8, without a name twice in one object and without half of a surrogate pair, with the members of the class
 *       that it becomes and no others; checked while the application reads it, and to its end before a resource method is
 *       called with it;
 *   <li>content that claims to be XML, when it is one document of XML 1.0 in UTF-8 of bounded size and depth, without a
 *       document type, processing instructions or XInclude ({@link io.gapura.validation.XmlGuard}); read whole before the
 *       application sees a byte of it;
 *   <li>an entity of a resource method that keeps every Jakarta Validation constraint of its class, and of the classes
 *       it cascades into, in the groups of the endpoint; the elements of a collection, array or map that is itself the
 *       entity are checked one by one;
 *   <li>whatever is sent to files, to what a runtime generates, and to servlets that a server brings along: nobody can
 *       annotate them.
 * </ol>
 *
 * <p>Caveat: constraints of an entity are checked after binding, so they are no bound on size; {@code limits} and {@link
 * io.gapura.validation.Contract#maxBody} are. A constraint of the application's own on a parameter needs the object that is
 * called, which Jersey and RESTEasy show in time; CXF does not, and makes another one of its class to be asked. Where it
 * cannot, as behind a locator whose class nobody else can make, such an endpoint refuses every request.
 *
 * <p>Allowed: {@code {"recipient": "Ayu", "grams": 200}} for {@code record NewParcel(@NotNull String recipient, @Min(1)
 * int grams)}. Refused: {@code {"grams": 0}} with 422 {@code content-refused}, {@code body.missing} at
 * {@code /recipient} and {@code body.range} at {@code /grams}.
 */
@NullMarked
package io.gapura.validation;

import org.jspecify.annotations.NullMarked;
