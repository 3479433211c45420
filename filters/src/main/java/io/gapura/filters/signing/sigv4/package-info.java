/**
 * A signer for calls to AWS services (Signature Version 4, header form), for applications that call one beside their own
 * peers. It shares nothing with HTTP message signatures but the shape of its one method.
 *
 * <p>What goes out:
 *
 * <ol>
 *   <li>{@code Authorization} and the {@code X-Amz-*} lines, over method, path, query, content and all lines that were named,
 *   <li>never the secret or, but for its own header line, the session token.
 * </ol>
 *
 * <p>Verifying such signatures is out of scope: only AWS holds the keys. So are presigned URLs, chunked uploads and the
 * asymmetric form (SigV4a).
 *
 * <p>Caveat: what is added to the request afterwards is not signed, and a clock that is minutes wrong makes every call fail.
 *
 * <p>Allowed: {@code signer.sign("GET", uri, List.of(), new byte[0])}. Refused: a region or service that is no name.
 */
@NullMarked
package io.gapura.filters.signing.sigv4;

import org.jspecify.annotations.NullMarked;
