package io.gapura.filters.signing.client;

import io.gapura.filters.HeaderLine;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The attempts that one request of the application takes: the first, and redirects. Each is signed
 * when it is made. Belongs to one request; its steps come one after the other.
 */
final class Attempts {
    private final ClientPlan plan;
    private final Optional<Deadline> deadline;
    private volatile Draft draft;

    Attempts(ClientPlan plan, Draft first, Optional<Deadline> deadline) {
        this.plan = plan;
        this.deadline = deadline;
        this.draft = first;
    }

    /** The next request to send, signed now. */
    HttpRequest request() throws HttpTimeoutException {
        Optional<Duration> left =
                deadline.isPresent() ? Optional.of(deadline.get().left()) : Optional.empty();
        List<HeaderLine> made = plan.signer().sign(draft.method(), draft.uri(), draft.headers(), draft.bytes());
        return draft.with(made, left);
    }

    /** What becomes of the content of an answer: gone when another attempt follows, else what the application wants. */
    <T> BodyHandler<@Nullable T> handler(HttpRequest sent, BodyHandler<T> wanted) {
        return answer -> {
            if (redirect(answer).isPresent()) {
                return plan.verified(sent, answer, Skipped::new);
            }
            return plan.verified(sent, answer, () -> wanted.apply(answer));
        };
    }

    /** Goes on to the next attempt; false when that answer is the last. */
    boolean goOn(int status, HttpHeaders answer) {
        Optional<Draft> redirected = draft.redirected(status, answer);
        redirected.ifPresent(to -> draft = to);
        return redirected.isPresent();
    }

    private Optional<Draft> redirect(ResponseInfo answer) {
        return draft.redirected(answer.statusCode(), answer.headers());
    }
}
