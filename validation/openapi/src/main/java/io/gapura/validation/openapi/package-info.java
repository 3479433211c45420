/**
 * An OpenAPI 3.1 document as a source of contracts, beside what the code of an endpoint declares: whatever one of both
 * refuses is refused.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>parameters of path, query, header, cookie and urlencoded form that the operation declares, as often as it says, of its
 *       type, range, length, pattern and words;
 *   <li>content of a media type that the operation names; JSON that keeps its schema, with members that the schema
 *       describes or opens ({@code additionalProperties}, {@code patternProperties}), and none that is {@code readOnly};
 *   <li>content of other types as far as the rest of the contract lets it: the parts of a multipart form are what {@code
 *       @Uploads} says;
 *   <li>whatever is sent to servlets outside of the path of the document's server.
 * </ol>
 *
 * <p>Caveat: a schema is closed where a value stands, so an object that {@code allOf} describes in two places is to be
 * closed in neither; a nested member that two places describe has to be described in one. And a path of a document is held
 * against the template that the code declares, which begins behind the mapping of a Jakarta REST application: the mapping
 * belongs into {@code servers}.
 *
 * <p>Allowed: {@code {"name": "Ayu"}} for a schema of {@code properties: {name: {type: string, maxLength: 40}, id: {type:
 * string, readOnly: true}}}. Refused: {@code {"name": "Ayu", "id": "7"}} with 422 {@code content-refused}, {@code
 * body.unknown} at {@code /id}.
 */
@NullMarked
package io.gapura.validation.openapi;

import org.jspecify.annotations.NullMarked;
