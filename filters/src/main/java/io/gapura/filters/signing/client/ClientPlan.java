package io.gapura.filters.signing.client;

import io.gapura.filters.signing.RequestSigner;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What one client does with all its requests. Immutable.
 *
 * @param mostContent of a request, in bytes
 * @param mostAnswer of a response that is verified, in bytes
 */
record ClientPlan(RequestSigner signer, long mostContent, long mostAnswer, Optional<AnswerCheck> check) {
    private static final long MOST = 64L * 1_024 * 1_024;
    private static final long DEFAULT = 1_024L * 1_024;

    ClientPlan {
        if (mostContent < 0 || mostContent > MOST || mostAnswer < 0 || mostAnswer > MOST) {
            throw new IllegalArgumentException("content that is held in memory must be at most 64MiB");
        }
    }

    static ClientPlan of(RequestSigner signer) {
        return new ClientPlan(signer, DEFAULT, DEFAULT, Optional.empty());
    }

    ClientPlan sending(long bytes) {
        return new ClientPlan(signer, bytes, mostAnswer, check);
    }

    ClientPlan checking(AnswerCheck with, long bytes) {
        return new ClientPlan(signer, mostContent, bytes, Optional.of(with));
    }

    /** The subscriber that the application wants, behind the check of the response where there is one. */
    <T> BodySubscriber<T> verified(HttpRequest sent, ResponseInfo answer, Supplier<BodySubscriber<T>> wanted) {
        if (check.isEmpty()) {
            return wanted.get();
        }
        return new Checked<>(mostAnswer, content -> check.get().require(sent, answer, content), wanted);
    }
}
