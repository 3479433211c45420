/**
 * A signer for calls to AWS services (Signature Version 4, header form), for applications that call one beside their own
 * peers. It shares nothing with HTTP message signatures but the shape of its one method.
 *
 * <p>Verifying such signatures is out of scope: only AWS holds the keys. So are presigned URLs, chunked uploads and the
 * asymmetric form (SigV4a).
 */
@NullMarked
package io.gapura.filters.signing.sigv4;

import org.jspecify.annotations.NullMarked;
