package io.gapura.filters.servlet;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Exchange;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.Pipeline;
import io.gapura.filters.RefusedException;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One {@code <filter>} at work: runs its pipeline's arrival, the last of all also the endpoint stage, and the first
 * renders and completes. Immutable but for what it learned about its own mapping; thread-safe.
 */
final class Registration {
    private final Registrations registrations;
    private final String name;
    private final Pipeline pipeline;
    private final long mark;
    private volatile boolean seen;

    Registration(Registrations registrations, String name, Pipeline pipeline, long mark) {
        this.registrations = registrations;
        this.name = name;
        this.pipeline = pipeline;
        this.mark = mark;
    }

    Registrations registrations() {
        return registrations;
    }

    /** The bit that stands for this registration. */
    long mark() {
        return mark;
    }

    /** Whether the mapping is known to be right; asked again on requests where the container shows it late. */
    boolean isMappingSeen() {
        if (!seen) {
            seen = FilterMapping.isSeen(registrations.context(), name);
        }
        return seen;
    }

    void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Passage passage = Passage.of(request, registrations);
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            error(passage, request, response, chain);
        } else if (passage == null) {
            begin(request, response, chain);
        } else {
            again(passage, request, response, chain);
        }
    }

    private void begin(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Exchange exchange = read(request, response);
        if (exchange == null) {
            return;
        }
        Passage passage = new Passage(this, exchange, request, response);
        Object outer = request.getAttribute(Exchange.ATTRIBUTE);
        Object outerPassage = request.getAttribute(Passage.ATTRIBUTE);
        request.setAttribute(Exchange.ATTRIBUTE, exchange);
        request.setAttribute(Passage.ATTRIBUTE, passage);
        try {
            outermost(passage, passage.request(), passage.response(), chain);
        } finally {
            if (outer != null) {
                request.setAttribute(Exchange.ATTRIBUTE, outer);
                request.setAttribute(Passage.ATTRIBUTE, outerPassage);
            }
        }
    }

    /** Reads the request, or answers it when it cannot be read. */
    private @Nullable Exchange read(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Rejection unreadable;
        try {
            registrations.started();
            registrations.rewrittenPeer().isSeen(request);
            RequestView view =
                    ServletViews.read(request, registrations.deployment().proxies());
            return registrations.deployment().begin(view);
        } catch (RefusedException refused) {
            unreadable = refused.rejection();
        } catch (RuntimeException | Error broken) {
            unreadable =
                    Rejection.internalError("unreadable").note(broken.getClass().getName());
        }
        GateAnswer answer = registrations.refuseUnread(unreadable, request);
        Answers.write(answer, request, response, true);
        return null;
    }

    /** Everything that escapes ends here: rendered, or broken off when it is too late for that. */
    private void outermost(Passage passage, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        Throwable escaped = null;
        try {
            walk(passage, request, response, chain);
        } catch (Throwable thrown) {
            escaped = thrown;
            passage.fail(thrown);
        }
        passage.joinAsync();
        if (passage.isAsync()) {
            passage.concludeHeld();
            passage.send();
        } else {
            passage.finish();
        }
        if (passage.isCut()) {
            passage.exchange().ended(response.getStatus(), true);
            throw new CutOffException(passage.hasLeft() ? escaped : null);
        }
    }

    /** A dispatch within a request that is on its way, or a further registration on the same one. */
    private void again(Passage passage, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest seen = wraps(request) ? request : passage.request();
        HttpServletResponse guarded = wraps(response) ? response : passage.response();
        if (request.getDispatcherType() == DispatcherType.ASYNC && passage.isFirst(this)) {
            outermost(passage, seen, guarded, chain);
        } else {
            walk(passage, seen, guarded, chain);
        }
    }

    private static boolean wraps(HttpServletRequest request) {
        return request instanceof ReplayedRequest
                || request instanceof ServletRequestWrapper wrapper && wrapper.isWrapperFor(ReplayedRequest.class);
    }

    private static boolean wraps(HttpServletResponse response) {
        return response instanceof GuardedResponse
                || response instanceof ServletResponseWrapper wrapper && wrapper.isWrapperFor(GuardedResponse.class);
    }

    private void walk(Passage passage, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        DispatcherType before = passage.enter();
        try {
            Optional<GateAnswer> decided = decide(passage, request);
            if (decided.isPresent()) {
                passage.answer(decided.get());
            }
            if (!passage.isClosed()) {
                passage.applyHeaders();
                handOver(passage.exchange().attributes(), request);
                chain.doFilter(request, response);
            }
        } finally {
            passage.leave(before);
        }
    }

    /** Most requests are handed nothing, and pay for no lambda. */
    private static void handOver(Map<String, Object> attributes, HttpServletRequest request) {
        if (!attributes.isEmpty()) {
            attributes.forEach(request::setAttribute);
        }
    }

    private Optional<GateAnswer> decide(Passage passage, HttpServletRequest request) throws IOException {
        Exchange exchange = passage.exchange();
        if (!isMappingVerified()) {
            return Optional.of(exchange.refuse(Rejection.of(500, "gate-misconfigured", "gate-misconfigured")
                    .asHard()
                    .note("filter " + name + ": its mapping cannot be seen, or is not /*")));
        }
        Optional<GateAnswer> decided = exchange.arrive(pipeline);
        if (decided.isPresent() || !passage.isLast(this)) {
            return decided;
        }
        Optional<GateAnswer> entered = registrations.endpoints().enter(passage, request);
        passage.ruled();
        return entered;
    }

    private boolean isMappingVerified() {
        try {
            return isMappingSeen();
        } catch (ConfigurationException narrower) {
            return false;
        }
    }

    /** No policy. A page of the application runs only for a status that it chose and was let choose. */
    private void error(
            @Nullable Passage passage, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        if (passage != null && passage.isHandedOn()) {
            ErrorDispatch.page(passage, request, response, chain);
        } else {
            ErrorDispatch.answer(registrations, request, response);
        }
    }
}
