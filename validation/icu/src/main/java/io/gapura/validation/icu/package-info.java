/**
 * Look-alikes for {@code @Identifier(unicode = true, confusable = REFUSE)}, on the tables of ICU4J (15 MB, hence an artifact
 * of its own). Nothing has to be called: it is found by service loading.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>an identifier in ASCII: it looks like itself;
 *   <li>an identifier of which one character at least looks like no ASCII.
 * </ol>
 *
 * <p>Caveat: two identifiers that are both outside of ASCII may still look alike; whoever hands out names compares
 * skeletons with those that are taken.
 *
 * <p>Allowed: {@code Пётр}. Refused: {@code рос}, three letters of Cyrillic that look like {@code poc}.
 */
@NullMarked
package io.gapura.validation.icu;

import org.jspecify.annotations.NullMarked;
