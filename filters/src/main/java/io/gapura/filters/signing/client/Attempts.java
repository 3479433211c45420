package io.gapura.filters.signing.client;

import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.signing.RequestSigner;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The attempts that one request of the application takes: the first, redirects, the answer to a challenge. Each is signed
 * when it is made. Belongs to one request; its steps come one after the other.
 */
final class Attempts {
    private final ClientPlan plan;
    private final Optional<Deadline> deadline;
    private volatile Draft draft;
    private volatile RequestSigner next;
    private volatile boolean challenged;

    Attempts(ClientPlan plan, Draft first, Optional<Deadline> deadline) {
        this.plan = plan;
        this.deadline = deadline;
        this.draft = first;
        this.next = plan.signer();
    }

    /** The next request to send, signed now. */
    HttpRequest request() throws HttpTimeoutException {
        Optional<Duration> left =
                deadline.isPresent() ? Optional.of(deadline.get().left()) : Optional.empty();
        List<HeaderLine> made = next.sign(draft.method(), draft.uri(), draft.headers(), draft.bytes());
        return draft.with(made, left);
    }

    /** What becomes of the content of an answer: gone when another attempt follows, else what the application wants. */
    <T> BodyHandler<@Nullable T> handler(HttpRequest sent, BodyHandler<T> wanted) {
        return answer -> {
            if (challenge(answer.statusCode(), answer.headers()).isPresent()) {
                return new Skipped<>();
            }
            return redirect(answer).isPresent()
                    ? verified(sent, answer, Skipped::new)
                    : verified(sent, answer, () -> wanted.apply(answer));
        };
    }

    /** The wanted subscriber, behind the check of the response where there is one; a redirect is believed no more easily. */
    private <T> BodySubscriber<T> verified(HttpRequest sent, ResponseInfo answer, Supplier<BodySubscriber<T>> wanted) {
        if (plan.verifier().isEmpty()) {
            return wanted.get();
        }
        Headers headers = Headers.of(line -> fields(answer.headers(), line));
        return new Checked<>(
                plan.mostAnswer(),
                content -> plan.verify(
                        sent.method(), sent.uri(), lines(sent.headers()), answer.statusCode(), headers, content),
                wanted);
    }

    static List<HeaderLine> lines(HttpHeaders headers) {
        List<HeaderLine> lines = new ArrayList<>();
        fields(headers, (name, value) -> lines.add(new HeaderLine(name, value)));
        return lines;
    }

    /** Without the pseudo fields of HTTP/2. */
    private static void fields(HttpHeaders headers, BiConsumer<String, String> line) {
        headers.map().forEach((name, values) -> {
            if (!name.startsWith(":")) {
                values.forEach(value -> line.accept(name, value));
            }
        });
    }

    /** Goes on to the next attempt; false when that answer is the last. */
    boolean goOn(int status, HttpHeaders answer) {
        Optional<RequestSigner> challenge = challenge(status, answer);
        if (challenge.isPresent()) {
            challenged = true;
            next = challenge.get();
            return true;
        }
        Optional<Draft> redirected = draft.redirected(status, answer);
        redirected.ifPresent(to -> {
            draft = to;
            next = plan.signer();
        });
        return redirected.isPresent();
    }

    private Optional<Draft> redirect(ResponseInfo answer) {
        return draft.redirected(answer.statusCode(), answer.headers());
    }

    /** A signer that answers the challenge: at most once, only for a nonce, and only when it can give all that is asked. */
    private Optional<RequestSigner> challenge(int status, HttpHeaders answer) {
        if (!plan.answersChallenges() || challenged || status != 401) {
            return Optional.empty();
        }
        String wishes = String.join(", ", answer.allValues("accept-signature"));
        return wishes.contains(";nonce=") ? plan.signer().answering(wishes).filter(this::signs) : Optional.empty();
    }

    /** What the server asks for may be less than the profile wants, or more than the request has. */
    private boolean signs(RequestSigner signer) {
        try {
            return !signer.sign(draft.method(), draft.uri(), draft.headers(), draft.bytes())
                    .isEmpty();
        } catch (IllegalArgumentException unsignable) {
            return false;
        }
    }
}
