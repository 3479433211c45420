/**
 * Constraints that say what a text is expected to be: text, a name, an identifier, an address, a file name. None of them
 * looks for attacks, changes the text or repeats it.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>{@code @SafeText}, {@code @SingleLine}: well-formed Unicode of every script, with every punctuation;
 *   <li>{@code @PersonName}: the names of people, in every script;
 *   <li>{@code @Identifier}, {@code @OneOf}, {@code @CacheKey}, {@code @JndiName}, {@code @HeaderValue}: what their grammar
 *       says;
 *   <li>{@code @StrictEmail}, {@code @SafeUrl}, {@code @RedirectTarget}: the spellings that all software reads alike;
 *   <li>{@code @SafeFilename}, {@code @SafePath}: names that mean one file on every system;
 *   <li>{@code @NewPassword}: any long text that nobody tries first.
 * </ol>
 *
 * <p>Caveat: a text that is let through is still text. It is encoded where it is shown, and bound where it is queried; a URL
 * is checked again where the connection is made ({@link io.gapura.validation.constraints.AddressPolicy}).
 *
 * <p>Allowed: {@code O'Brien} for {@code @PersonName String recipient}, {@code DROP TABLE parcels;--} for {@code
 * @SafeText(max = 500) String note}. Refused: a note with a NUL, {@code text.control}; {@code https://10.0.0.1/} for {@code
 * @SafeUrl String callback}, {@code url.address}.
 */
@NullMarked
package io.gapura.validation.constraints;

import org.jspecify.annotations.NullMarked;
