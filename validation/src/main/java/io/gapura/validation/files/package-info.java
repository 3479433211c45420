/**
 * Files of clients: which are accepted, where they are kept, how they are handed out.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>a file whose name, declared type and bytes say the same type of {@link io.gapura.validation.files.FileType}, one
 *       that the rule lists;
 *   <li>that is built as its type is from the first byte to the last, so that it is no second type behind its end;
 *   <li>within the bytes and pixels of the rule and the quota of its owner;
 *   <li>that the scanner, where there is one, has found clean;
 *   <li>of archives those that every reader reads alike, whose entries stay below a directory and within the limits.
 * </ol>
 *
 * <p>Caveat: a well-formed file may still attack the program that opens it. A scanner and a re-encoding transform are the
 * application's choice; so is who may read a file, because an id is not an access rule.
 *
 * <p>Allowed: {@code scan.pdf} declared as {@code application/pdf} that begins with {@code %PDF-1.} and ends with {@code
 * %%EOF}. Refused: the same with a ZIP archive behind its end, 422 {@code content-refused}, {@code upload.content}.
 */
@NullMarked
package io.gapura.validation.files;

import org.jspecify.annotations.NullMarked;
