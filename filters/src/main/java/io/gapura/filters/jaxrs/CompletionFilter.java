package io.gapura.filters.jaxrs;

import io.gapura.filters.ErrorRules;
import io.gapura.filters.Exchange;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.Headers;
import io.gapura.filters.Rejection;
import io.gapura.filters.ResponseView;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The last word on every answer, unmatched paths and aborted requests included: sends what was decided, replaces error
 * content that is not ours, withholds a success that skipped a stage, and completes the exchange when nobody is in front
 * to do so. Completes before content is written: an end that cannot be recorded is 503.
 */
final class CompletionFilter implements ContainerResponseFilter {
    private final Gate gate;

    CompletionFilter(Gate gate) {
        this.gate = gate;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) throws IOException {
        Visit visit = gate.visit(request);
        Optional<GateAnswer> refused = visit.decided();
        Exchange exchange = visit.exchange();
        request.removeProperty(Leaving.PROPERTY);
        if (exchange != null && exchange.isCutOff()) {
            // Thrown while a throwable is answered: no runtime maps that again (REST 3.1 §4.4).
            throw new IOException("the answer had left already and was cut off");
        }
        if (refused.isPresent() || exchange == null) {
            Answers.replaceAll(response, refused.orElseThrow(), visit);
            ended(visit, response);
            return;
        }
        if (visit.own() && response.getStatus() < 400 && !Leaving.isWritten(request, response)) {
            exchange.readRest(true);
        }
        Optional<GateAnswer> answer = ruling(exchange, request, response);
        Leaving leaving = Leaving.of(exchange, visit.own(), request, response);
        if (visit.own() && answer.isEmpty() && !leaving.written() && exchange.guardsResponse()) {
            Answers.addHeaders(response, exchange);
            answer = inspect(exchange, request, response);
        }
        if (visit.own() && (answer.isPresent() || !leaving.streamed())) {
            int status = answer.map(GateAnswer::status).orElse(response.getStatus());
            Optional<GateAnswer> unrecorded = exchange.complete(status);
            answer = unrecorded.isPresent() ? unrecorded : answer;
        }
        if (answer.isPresent()) {
            Answers.replace(response, answer.get(), visit);
            ended(visit, response);
            return;
        }
        request.setProperty(Leaving.PROPERTY, leaving);
        if (visit.own()) {
            Answers.addHeaders(response, exchange);
        }
        if (!leaving.written()) {
            ended(visit, response);
        }
    }

    /** What nobody of ours sees written is shown as empty when it is, and else as a stream. */
    private static Optional<GateAnswer> inspect(
            Exchange exchange, ContainerRequestContext request, ContainerResponseContext response) {
        int status = response.getStatus();
        Headers headers =
                Fields.of(response.getHeaders(), null, TypeSpelling.kept(request.getProperty(TypeSpelling.PROPERTY)));
        boolean empty = !response.hasEntity() || ResponseView.isEmpty(request.getMethod(), status);
        ResponseView view = empty
                ? ResponseView.of(status, headers, ByteBuffer.allocate(0))
                : ResponseView.ofStream(status, headers);
        return exchange.guard(view, line -> Answers.addHeader(response.getHeaders(), line));
    }

    /** What nobody of ours sees written is at its end here. */
    private static void ended(Visit visit, ContainerResponseContext response) {
        if (visit.own() && visit.exchange() != null) {
            visit.exchange().ended(response.getStatus(), visit.exchange().isClientGone());
        }
    }

    private static Optional<GateAnswer> ruling(
            Exchange exchange, ContainerRequestContext request, ContainerResponseContext response) throws IOException {
        Optional<Rejection> late = exchange.lateRejection();
        if (late.isPresent()) {
            return Optional.of(exchange.refuse(late.get()));
        }
        Object entity = response.hasEntity() ? response.getEntity() : null;
        if (entity instanceof Rejection rejection) {
            return Optional.of(exchange.refuse(rejection));
        }
        if (entity instanceof Failed failed) {
            return Optional.of(exchange.fail(failed.thrown(), failed.meaning()));
        }
        if (entity instanceof Throwable failure) {
            return Optional.of(exchange.fail(failure));
        }
        if (response.getStatus() == 405) {
            Optional<GateAnswer> barred = GeneratedAnswers.ofMissingMethod(exchange, request, response);
            if (barred.isPresent()) {
                return barred;
            }
        }
        if (response.getStatus() >= 400 && !admitsError(exchange, response)) {
            Rejection shown = Rejection.ofStatus(response.getStatus(), valuesIn(response));
            // The application's own outcome: recorded as its completion, and not as a refusal of the gate.
            return Optional.of(exchange.complete(shown.status()).orElseGet(() -> exchange.refuse(shown)));
        }
        return ofSuccess(exchange, request, response);
    }

    /** Whether the application's error content goes out: opted in for, or while scrubbing only observes. */
    private static boolean admitsError(Exchange exchange, ContainerResponseContext response) {
        if (!response.hasEntity() || exchange.withheld().isPresent()) {
            return false;
        }
        if (!exchange.keepsErrorBody()) {
            if (exchange.errorRules().scrub() == ErrorRules.Scrub.ENFORCE) {
                return false;
            }
            exchange.observeErrorBody(response.getStatus());
        }
        Answers.harden(response);
        return true;
    }

    private static Function<String, List<String>> valuesIn(ContainerResponseContext response) {
        MultivaluedMap<String, String> headers = response.getStringHeaders();
        return name -> headers.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    private static Optional<GateAnswer> ofSuccess(
            Exchange exchange, ContainerRequestContext request, ContainerResponseContext response) throws IOException {
        Optional<GateAnswer> refused = GeneratedAnswers.ofOptions(exchange, request, response);
        return refused.isPresent() ? refused : exchange.withheld().map(exchange::refuse);
    }
}
