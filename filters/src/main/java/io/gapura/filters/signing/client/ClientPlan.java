package io.gapura.filters.signing.client;

import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.signing.RequestSigner;
import io.gapura.filters.signing.ResponseRefusedException;
import io.gapura.filters.signing.ResponseVerifier;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What one client does with all its requests. Immutable.
 *
 * @param mostContent of a request, in bytes
 * @param mostAnswer of a response that is verified, in bytes
 * @param answersChallenges whether a 401 with a nonce of the server is answered once
 */
record ClientPlan(
        RequestSigner signer,
        long mostContent,
        long mostAnswer,
        boolean answersChallenges,
        Optional<ResponseVerifier> verifier) {
    private static final long MOST = 64L * 1_024 * 1_024;
    private static final long DEFAULT = 1_024L * 1_024;

    ClientPlan {
        if (mostContent > MOST || mostAnswer > MOST) {
            throw new IllegalArgumentException("content that is held in memory must be at most 64MiB");
        }
    }

    static ClientPlan of(RequestSigner signer) {
        return new ClientPlan(signer, DEFAULT, DEFAULT, false, Optional.empty());
    }

    ClientPlan sending(long bytes) {
        return new ClientPlan(signer, bytes, mostAnswer, answersChallenges, verifier);
    }

    ClientPlan receiving(long bytes) {
        return new ClientPlan(signer, mostContent, bytes, answersChallenges, verifier);
    }

    ClientPlan answering() {
        return new ClientPlan(signer, mostContent, mostAnswer, true, verifier);
    }

    ClientPlan verifying(ResponseVerifier responses) {
        return new ClientPlan(signer, mostContent, mostAnswer, answersChallenges, Optional.of(responses));
    }

    /** Passes when there is no verifier, or when it finds the response in order. */
    void verify(String method, URI uri, List<HeaderLine> sent, int status, Headers headers, byte[] content)
            throws ResponseRefusedException {
        if (verifier.isPresent()) {
            var unused = verifier.get().verify(method, uri, sent, status, headers, ByteBuffer.wrap(content));
        }
    }
}
