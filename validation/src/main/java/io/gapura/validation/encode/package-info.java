/**
 * Text for places that OWASP Java Encoder does not know. HTML, attributes, JavaScript, CSS and XML are its own, and nothing
 * here wraps it.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>any text as one piece of a URI, of a name or filter of LDAP, of a cell, of a header parameter, of a variable of
 *       XPath: it stays one piece, and reads back as it was ({@link io.gapura.validation.encode.SafeUri}, {@link
 *       io.gapura.validation.encode.Ldap}, {@link io.gapura.validation.encode.CsvRow}, {@link
 *       io.gapura.validation.encode.HeaderParameter}, {@link io.gapura.validation.encode.XPathVariables});
 *   <li>a JSON document in a script element ({@link io.gapura.validation.encode.ScriptJson});
 *   <li>a URI of a scheme that was named, with a path that nobody can take for another one;
 *   <li>a program that was named, with arguments that no shell has seen ({@link
 *       io.gapura.validation.encode.ProcessRunner});
 *   <li>the name of a column that is a constant of an enum ({@link io.gapura.validation.encode.SqlNames}).
 * </ol>
 *
 * <p>Caveat: each knows one place. A cell that is shown in a page, or a URI in an attribute, is encoded once more, for that
 * place. Values of SQL belong into a prepared statement.
 *
 * <p>Allowed: {@code SafeUri.at("https://shop.example").segments("orders", "a/b")}, which is {@code
 * https://shop.example/orders/a%2Fb}. Refused: {@code SafeUri.at("javascript:alert(1)")}, and {@code segments("..")}.
 */
@NullMarked
package io.gapura.validation.encode;

import org.jspecify.annotations.NullMarked;
