package io.gapura.filters;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What a request came with, shared by every view of it, so that a view with another caller costs no copy of the rest.
 * Headers and body are made when first asked for: most requests end without.
 *
 * <p>Safe to hand to another thread: what is set up front is final, what is made later is volatile.
 */
final class Received {
    private static final AtomicReferenceFieldUpdater<Received, @Nullable Body> BODY =
            AtomicReferenceFieldUpdater.newUpdater(Received.class, Body.class, "body");

    private final Provenance from;
    private final String method;
    private final Target target;
    private final String scheme;
    private final String address;
    private final @Nullable RequestSource source;
    private final Peer peer;
    private final long declaredLength;
    private volatile @Nullable Headers headers;
    private volatile @Nullable Body body;
    private volatile @Nullable Query query;
    private volatile @Nullable Content content;
    private volatile @Nullable List<X509Certificate> certificates;

    /** Asks a source for headers and body, once, when somebody asks for them. */
    Received(
            Provenance from,
            String method,
            Target target,
            String scheme,
            RequestSource source,
            long declaredLength,
            String address) {
        this.from = from;
        this.method = method;
        this.target = target;
        this.scheme = scheme;
        this.source = source;
        this.peer = source;
        this.declaredLength = declaredLength;
        this.address = address;
    }

    /** With headers and body that are at hand. */
    Received(Provenance from, String method, Target target, String scheme, Headers headers, Body body, String address) {
        this(from, method, target, scheme, headers, body, address, Peer.UNKNOWN);
    }

    private Received(
            Provenance from,
            String method,
            Target target,
            String scheme,
            Headers headers,
            Body body,
            String address,
            Peer peer) {
        this.from = from;
        this.method = method;
        this.target = target;
        this.scheme = scheme;
        this.source = null;
        this.peer = peer;
        this.declaredLength = body.declaredLength();
        this.address = address;
        this.headers = headers.within(from);
        this.body = body;
    }

    /** The same request with other fields and another content, for tests and for policies that replace a body. */
    Received with(Headers fields, Body other) {
        return with(fields, other, peer);
    }

    /** The same request from somebody of whom more is known. */
    Received with(Peer known) {
        return with(headers(), body(), known);
    }

    private Received with(Headers fields, Body other, Peer known) {
        Received changed = new Received(from, method, target, scheme, fields, other, address, known);
        changed.query = query;
        changed.content = other == body ? content : null;
        return changed;
    }

    /** The same request, of whose content a policy has learned something. */
    Received with(Content learned) {
        Received changed = with(headers(), body());
        changed.content = learned;
        return changed;
    }

    /** What policies learned of the content. */
    Content content() {
        return Content.of(content);
    }

    /** The same, which need not ask for fields that were read to learn where it comes from. */
    Received reading(Headers fields) {
        headers = fields.within(from);
        return this;
    }

    Provenance from() {
        return from;
    }

    String method() {
        return method;
    }

    Target target() {
        return target;
    }

    String scheme() {
        return scheme;
    }

    Client client() {
        return new Client(address());
    }

    /** The client's alone: makes no object for an IPv4 address. */
    String address() {
        Origin origin = from.origin();
        String told = origin == null ? null : origin.address();
        if (told != null) {
            return told;
        }
        return address.indexOf(':') < 0 ? address : Client.of(address).address();
    }

    Peer peer() {
        return peer;
    }

    /** Read once, when somebody asks. */
    List<X509Certificate> certificates() {
        List<X509Certificate> known = certificates;
        if (known == null) {
            known = from.certificates(peer, this::headers);
            certificates = known;
        }
        return known;
    }

    long declaredLength() {
        return declaredLength;
    }

    /** Two threads that ask at once may each read them: the fields of a request do not change. */
    Headers headers() {
        Headers made = headers;
        if (made == null) {
            made = Headers.of(source(), from);
            headers = made;
        }
        return made;
    }

    /** One per request, whoever asks first: the bytes that were checked are in it, and no second one may go past them. */
    Body body() {
        if (body == null) {
            BODY.compareAndSet(this, null, Body.from(source(), declaredLength));
        }
        return Objects.requireNonNull(body);
    }

    /** Makes no body to find out. */
    boolean isBodyRead() {
        Body made = body;
        return made != null && made.wasRead();
    }

    /** Makes no body to find out. */
    Optional<Headers> trailers() {
        Body made = body;
        return made == null ? Optional.empty() : made.trailers(from);
    }

    /** The request is over; makes no body to find out. */
    void discardBody() {
        Body made = body;
        if (made != null) {
            made.discard();
        }
    }

    private RequestSource source() {
        if (source == null) {
            throw new IllegalStateException("headers and body were given");
        }
        return source;
    }

    /** Decoded once. */
    Query query() {
        Query read = query;
        if (read == null) {
            read = target.rawQuery().map(Query::parse).orElse(Query.empty());
            query = read;
        }
        return read;
    }
}
