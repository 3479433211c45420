/**
 * What an endpoint declares about its input, held before the endpoint runs.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>content that claims to be JSON, when it is one document of bounded structure in strict UTF-8, without a name twice
 *       in one object and without half of a surrogate pair ({@link io.gapura.validation.JsonGuard}); checked while the
 *       application reads it, and to its end before a resource method is called with it;
 *   <li>content that claims to be XML, when it is one document of XML 1.0 in UTF-8 of bounded size and depth, without a
 *       document type, processing instructions or XInclude ({@link io.gapura.validation.XmlGuard}); read whole before the
 *       application sees a byte of it;
 *   <li>content of another media type, and content without one; a media type that cannot be read is refused;
 *   <li>an entity of a resource method that keeps every Jakarta Validation constraint of its class, and of the classes
 *       it cascades into; the elements of a collection, array or map that is itself the entity are checked one by one;
 *   <li>a request whose endpoint is not a resource method: nothing is bound that could be checked.
 * </ol>
 *
 * <p>Caveat: constraints are checked after binding, so they are no bound on size; {@code limits} is. Constraints on
 * parameters of the method ({@code @QueryParam @Min(1) int page}, {@code @NotNull} on the entity parameter) are not
 * checked here: keep the validation of the Jakarta REST runtime on for them.
 *
 * <p>Allowed: {@code {"recipient": "Ayu", "grams": 200}} for {@code record NewParcel(@NotNull String recipient, @Min(1)
 * int grams)}. Refused: {@code {"grams": 0}} with 422 {@code content-refused}, {@code body.missing} at
 * {@code /recipient} and {@code body.range} at {@code /grams}.
 */
@NullMarked
package io.gapura.validation;

import org.jspecify.annotations.NullMarked;
