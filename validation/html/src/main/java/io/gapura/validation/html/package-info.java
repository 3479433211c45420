/**
 * HTML that clients write, made safe to show. HTML is converted, never validated: what is left out is not an attack, and
 * what is kept is another text than the one that came. So keep the original, and show the conversion.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>text, encoded;
 *   <li>elements of formatting, paragraphs, headings, lists, quotes and tables, without attributes;
 *   <li>links by {@code https}, {@code http} and {@code mailto} and within this site, with {@code rel="nofollow"}.
 * </ol>
 *
 * <p>Caveat: never run it on plain text: {@code @ ' =} come back as character references (java-html-sanitizer#84). Plain
 * text is encoded where it is shown.
 *
 * <p>Allowed: {@code <p>three <b>boxes</b></p>}. Left out: the script in {@code <p
 * onclick="x()">boxes</p><script>x()</script>}.
 */
@NullMarked
package io.gapura.validation.html;

import org.jspecify.annotations.NullMarked;
