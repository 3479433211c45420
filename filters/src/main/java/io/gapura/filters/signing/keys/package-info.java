/**
 * Reads JWK Sets (RFC 7517), and is the only place of request signing that names Nimbus. What comes out are plain
 * secrets and keys of the JDK for {@code SigningKey}; no JWK is kept, because its text form prints the secret.
 */
@NullMarked
package io.gapura.filters.signing.keys;

import org.jspecify.annotations.NullMarked;
