/**
 * Sealed columns for Jakarta Persistence: an entity has the value, the table has the sealed text. No policy: an
 * application's converter extends ours.
 *
 * <p>What is let through to an entity:
 *
 * <ol>
 *   <li>what {@link io.gapura.filters.protect.FieldCipher} opens at the place that the converter names;
 *   <li>a column without a value, as an attribute without one.
 * </ol>
 *
 * <p>Caveat: a converter is not told which row it converts for, so its place ends at the column: who may write to the table
 * can exchange the values of two rows. Where that matters, keep the sealed text in the attribute and seal and open it in the
 * entity's own code, at a place with the row.
 *
 * <p>Allowed: {@code person.phone()} of a row that the same converter wrote. Refused: a text copied there from another
 * column, or put there in the clear; loading the row fails.
 */
@NullMarked
package io.gapura.filters.persistence;

import org.jspecify.annotations.NullMarked;
