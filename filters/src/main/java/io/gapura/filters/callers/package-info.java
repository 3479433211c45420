/**
 * The policies {@code certificate} and {@code container}: callers who were proven before the gate, by TLS or by the
 * container. Neither gives a role: what a caller may do is said by access rules, for {@code assignments.certificates} and
 * {@code assignments.container}.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>by {@code certificate}, a request with a client certificate of the connection, or of {@code Client-Cert} (RFC
 *       9440) where {@code proxies.client-cert} takes it from a trusted proxy; strangers who send that field are not
 *       heard. All certificates that were shown are valid now, the client's own is for clients if it says what it is for;
 *   <li>as the one {@code uri:}, {@code dns:} or {@code email:} that the certificate has as subject alternative name, in
 *       this order, or else as its distinguished name. Of several of one kind none says who asks: {@code
 *       certificate.names} says which kind counts;
 *   <li>by {@code container}, a request that the container has authenticated, under the name of its principal; before any
 *       wrapper of the gate, so that the container's word is heard and not our own;
 *   <li>by either with {@code required = false}, a request without any: as anonymous.
 * </ol>
 *
 * <p>Everything else is 401: {@code certificate-missing}, {@code certificate-refused} (one document for every cause),
 * {@code authentication-required}. Two policies that name different callers for one request are 400 {@code
 * credential-ambiguous}.
 *
 * <p>Caveat: that a certificate comes from an authority that you trust, and is not revoked, is verified by the connector
 * or the proxy, and here by nobody. A connector that asks for certificates and takes any (Tomcat's {@code
 * certificateVerification = optionalNoCA}) lets everybody choose a name. The trusted store of the connector must hold the
 * authority of your clients alone: any authority in it can issue any name.
 *
 * <p>Allowed, with {@code certificates: { "dns:batch.acme.example": { roles: [ viewer ] } }}: a certificate with the
 * alternative name {@code batch.acme.example}. Refused: one with {@code a.acme.example} and {@code b.acme.example}.
 */
@NullMarked
package io.gapura.filters.callers;

import org.jspecify.annotations.NullMarked;
