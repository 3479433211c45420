/**
 * Clients that sign: {@link io.gapura.filters.signing.client.SigningHttpClient} around {@code java.net.http}, {@link
 * io.gapura.filters.signing.client.SigningClientFeature} for Jakarta REST clients. The only place that knows the REST
 * client API.
 *
 * <p>What goes out:
 *
 * <ol>
 *   <li>each request with the lines of its {@link io.gapura.filters.signing.RequestSigner}, made from the bytes that are
 *       sent,
 *   <li>each further attempt, a redirect or an answer to a challenge, with a signature of its own: new time, new nonce,
 *   <li>content up to a limit, because its digest stands in front of it.
 * </ol>
 *
 * <p>No signature goes to another authority than the one that was called.
 *
 * <p>Caveat: whatever changes the request below the client breaks the signature or repeats it: an HTTP stack that repeats
 * a request by itself on a dead connection sends one nonce twice, and the second is refused as a replay. For {@code
 * HttpURLConnection}, Jersey's default connector, start the JVM with {@code -Dsun.net.http.retryPost=false}; for {@code
 * java.net.http} leave {@code jdk.httpclient.enableAllMethodRetry} unset.
 *
 * <p>Allowed: {@code client.send(request, BodyHandlers.ofString())}. Refused: content over the limit, before anything is
 * sent.
 */
@NullMarked
package io.gapura.filters.signing.client;

import org.jspecify.annotations.NullMarked;
