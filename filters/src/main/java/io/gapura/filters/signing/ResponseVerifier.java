package io.gapura.filters.signing;

import io.gapura.filters.Body;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.RequestView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/**
 * Proves that a response is the answer of a known server to the very request that was sent (RFC 9421 §2.4): status,
 * content and type are as the server made them, and what the request said and signed is covered again. It belongs on the
 * client, in front of everything that uses the response.
 *
 * <p>Lets through a response whose signature covers what the profile demands of responses, made by a key of the ring in
 * the profile's window, with content that has the covered digest. Everything else, an unsigned response above all, is an
 * exception that holds none of the response. A response to a request that was not signed itself can be sent again within
 * the window, and so it is with the profiles that bind a response to the target of its request alone; else the signature
 * of the request is covered, and with it its nonce and time.
 *
 * <p>Immutable and thread-safe; refining methods return copies.
 */
public final class ResponseVerifier {
    private final KeyRing keys;
    private final SignatureProfile profile;
    private final InstantSource clock;
    private final Proving proving;

    private ResponseVerifier(KeyRing keys, SignatureProfile profile, InstantSource clock) {
        this.keys = keys;
        this.profile = profile;
        this.clock = clock;
        DummyKeys dummies = new DummyKeys(profile.data().algorithms(), new SecureRandom());
        this.proving = new Proving(
                profile,
                keys,
                dummies,
                (message, input) -> {},
                (input, now) -> profile.data().time().require(input, now, Long.MIN_VALUE));
    }

    /** A verifier for servers with these keys. */
    public static ResponseVerifier with(KeyRing keys, SignatureProfile profile) {
        return new ResponseVerifier(keys, profile, InstantSource.system());
    }

    /** The same by another clock. */
    public ResponseVerifier clock(InstantSource time) {
        return new ResponseVerifier(keys, profile, time);
    }

    /**
     * Verifies a response that is held whole.
     *
     * @param sent the request with every field that went out, its signature among them
     * @param content as framed: not decoded
     * @throws ResponseRefusedException when anything is not as it must be
     */
    public VerifiedSignature verify(RequestView sent, int status, Headers headers, ByteBuffer content)
            throws ResponseRefusedException {
        return verify(Message.response(status, headers, sent), content);
    }

    /**
     * The same for a response with trailers, which its signature may cover where the profile {@linkplain
     * SignatureProfile#trailers takes} them. Those of the request stand in {@code sent}: {@link Body#withTrailers}.
     *
     * @param trailers the fields behind the content, by a client that can tell them; java.net.http cannot
     */
    public VerifiedSignature verify(RequestView sent, int status, Headers headers, ByteBuffer content, Headers trailers)
            throws ResponseRefusedException {
        return verify(Message.response(status, headers, sent).withTrailers(trailers), content);
    }

    private VerifiedSignature verify(Message response, ByteBuffer content) throws ResponseRefusedException {
        try {
            return proven(response, content);
        } catch (SignatureRefusedException refused) {
            throw new ResponseRefusedException(refused);
        } catch (IOException impossible) { // all of a response is at hand
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * The same for a client that knows no views.
     *
     * @param sent every field that went out, the signature among them
     */
    public VerifiedSignature verify(
            String method, URI uri, List<HeaderLine> sent, int status, Headers headers, ByteBuffer content)
            throws ResponseRefusedException {
        return verify(Outgoing.view(method, uri, sent, Body.none()), status, headers, content);
    }

    private VerifiedSignature proven(Message response, ByteBuffer content)
            throws SignatureRefusedException, IOException {
        SignatureFields fields = SignatureFields.read(response.headers())
                .orElseThrow(() -> SignatureRefusedException.of(Reason.MISSING, ""));
        boolean digested = response.headers().contains("content-digest");
        ContentDigest digest = digested ? ContentDigest.read(response.headers()) : null;
        var proofs = proving.prove(response, fields, clock.instant());
        boolean headOnly =
                response.request() != null && response.request().method().equals("HEAD") && !content.hasRemaining();
        if (digest != null && !headOnly) {
            digest.verify(content);
            profile.data().requireDigestOf(digest);
        }
        if (content.hasRemaining() && !proofs.get(0).input().covers("content-digest")) {
            throw SignatureRefusedException.of(Reason.DIGEST_MISSING, content.remaining() + " bytes without digest");
        }
        return VerifiedSignature.of(response, profile, proofs);
    }

    @Override
    public String toString() {
        return "ResponseVerifier[" + profile.name() + "]";
    }
}
