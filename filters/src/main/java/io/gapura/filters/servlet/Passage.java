package io.gapura.filters.servlet;

import io.gapura.filters.AnswerRules;
import io.gapura.filters.ErrorRules;
import io.gapura.filters.Exchange;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Rejection;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request's way through all registrations and dispatches of an application: who came by, what may leave, what left.
 *
 * <p>Belongs to one request. Threads may change, and with async the container's thread and the application's meet here:
 * the answer is sent by whoever gets there first.
 */
final class Passage extends Inspection implements BooleanSupplier {
    static final String ATTRIBUTE = "io.gapura.servlet.passage";

    private static final Rejection MISCONFIGURED =
            Rejection.of(500, "gate-misconfigured", "gate-misconfigured").asHard();

    private final Registration first;
    private final ReplayedRequest request;
    private final GuardedResponse response;
    private long arrived;
    private @Nullable Registration last;
    private boolean admitted;
    private boolean stripped;
    private boolean written;
    private volatile boolean handedOn;
    private @Nullable AsyncCompletion completion;

    Passage(Registration first, Exchange exchange, HttpServletRequest request, HttpServletResponse response) {
        super(exchange, response);
        this.first = first;
        this.request = new ReplayedRequest(request, this);
        this.response = new GuardedResponse(response, this);
        exchange.leavesBy(this);
    }

    /** The passage of this application that the request is on. */
    static @Nullable Passage of(HttpServletRequest request, Registrations registrations) {
        return request.getAttribute(ATTRIBUTE) instanceof Passage passage
                        && passage.first.registrations() == registrations
                ? passage
                : null;
    }

    /** Whether an answer has begun to leave. */
    @Override
    public boolean getAsBoolean() {
        return response.isCommitted();
    }

    @Override
    ReplayedRequest request() {
        return request;
    }

    @Override
    GuardedResponse response() {
        return response;
    }

    boolean isFirst(Registration registration) {
        return first == registration;
    }

    /** Notes that a registration was entered; whether it is the last of all, on this and every later dispatch. */
    boolean isLast(Registration registration) {
        if (last == null) {
            arrived |= registration.mark();
            if (arrived == first.registrations().marks()) {
                last = registration;
            }
        }
        return last == registration;
    }

    /** Whether nothing of the application may leave any more. */
    @Override
    boolean isClosed() {
        return answer != null || handedOn || isCut();
    }

    /** Whether a status of the application went on to its own error page. */
    boolean isHandedOn() {
        return handedOn && answer == null;
    }

    void clientGone() {
        exchange.clientGone();
    }

    /** Sets what every answer carries; again whenever the application might have changed it. */
    void applyHeaders() {
        AnswerRules rules = exchange.answerRules();
        if (!stripped && rules.removesAny()) {
            stripped = true;
            first.registrations().banners().strip(raw, rules);
        }
        apply(exchange.responseHeaders());
        response.fillIn(rules.unlessSaid());
        response.applyHeader(
                exchange.errorRules().incidentHeader(), exchange.incident().toString());
    }

    /** Sets what the application's own answer carries; some of it only a success. */
    private void applyToOwn() {
        applyHeaders();
        if (raw.getStatus() < 400) {
            apply(exchange.answerRules().onSuccess());
        }
    }

    private void apply(List<HeaderLine> lines) {
        for (int i = 0; i < lines.size(); i++) { // an iterator would be one object more per request
            response.applyHeader(lines.get(i));
        }
    }

    /** Whether a byte of the application may leave now. Decides the answer when it may not. */
    boolean admits() {
        written = true;
        return admits(isPastTheGate());
    }

    /**
     * Whether what was written before may leave now. Undertow ends the answer of a forward when our filter has left it
     * already; no byte is added by that.
     */
    boolean admitsEnd() {
        return admits(!isLeftForward() && isPastTheGate());
    }

    private boolean admits(boolean pastTheGate) {
        if (isClosed()) {
            return false;
        }
        if (pastTheGate) {
            refuse(MISCONFIGURED.note("a dispatch did not pass every filter: a dispatcher type, or the servlet name *,"
                    + " is missing in a mapping"));
            return false;
        }
        boolean open = admitted
                && exchange.lateRejection().isEmpty()
                && exchange.decided().isEmpty();
        return open || admitsFirst();
    }

    private boolean admitsFirst() {
        judge(raw.getStatus());
        if (isClosed()) {
            return false;
        }
        applyToOwn();
        if (raw.getStatus() >= 400) {
            GuardedResponse.harden(raw);
        }
        response.begins();
        admitted = true;
        return true;
    }

    /** The status or the buffer was changed: the next byte is a first byte again. */
    void reopen() {
        admitted = false;
    }

    /** What was written is gone. */
    void emptied() {
        written = false;
        forgetHeld();
        reopen();
    }

    /** Refuses, unless an answer with this status may leave. */
    private void judge(int status) {
        Optional<GateAnswer> decided = exchange.decided();
        if (decided.isPresent()) {
            answer(decided.get());
        } else if (status >= 400) {
            if (!admitsError(status)) {
                replace(status);
            }
        } else {
            Optional<Rejection> withheld = exchange.withheld();
            if (withheld.isPresent()) {
                refuse(withheld.get());
            }
        }
    }

    /** Whether the application answers its error itself: opted in for, or with content while that is only observed. */
    private boolean admitsError(int status) {
        if (exchange.withheld().isPresent()) {
            return false;
        }
        if (exchange.keepsErrorBody()) {
            return true;
        }
        boolean observed = written && exchange.errorRules().scrub() == ErrorRules.Scrub.SHADOW;
        if (observed) {
            exchange.observeErrorBody(status);
        }
        return observed;
    }

    /** An error that was sent as such: rendered, or left to the application's own page, never with its text. */
    void sendError(int status) throws IOException {
        boolean settled =
                exchange.decided().isPresent() || exchange.lateRejection().isPresent();
        if (settled || isIncluding() || !exchange.errorRules().applicationPages()) {
            replace(status);
        } else {
            int shown = status < 400 || status > 599 ? 500 : status;
            inspectUnseen(shown);
            if (!isClosed()) {
                handedOn = true;
                raw.sendError(shown);
            }
        }
    }

    /** Renders a status of the application in place of its text. */
    void replace(int status) {
        if (exchange.decided().isPresent() || exchange.lateRejection().isPresent() || raw.isCommitted()) {
            exchange.lateRejection().ifPresent(this::refuse);
            exchange.decided().ifPresent(this::answer);
            return;
        }
        Rejection shown = Rejection.ofStatus(status, raw::getHeaders);
        answer(exchange.complete(shown.status()).orElseGet(() -> exchange.refuse(shown)));
    }

    void misconfigured(String note) {
        refuse(MISCONFIGURED.note(note));
    }

    /** Refuses, or cuts off what has left already. */
    void refuse(Rejection rejection) {
        if (raw.isCommitted() && !isClosed()) {
            cutOff(rejection);
        } else {
            answer(exchange.refuse(rejection));
        }
    }

    /** Answers a throwable that escaped from the application; a client that left gets nothing. */
    void fail(Throwable thrown) {
        if (isClosed()) {
            if (!isCut()) {
                exchange.failedLate(thrown);
            }
            return;
        }
        if (exchange.isClientGone()) {
            // Nothing has left: ours, which nobody may be there to read, or the container would put up a page instead.
            refuse(Rejection.malformed("client-gone"));
        } else if (raw.isCommitted()) {
            exchange.lateRejection().ifPresentOrElse(this::cutOff, () -> exchange.abort(raw.getStatus(), thrown));
        } else {
            answer(exchange.fail(thrown));
        }
    }

    private void cutOff(Rejection why) {
        exchange.cutOff(raw.getStatus(), why);
        cut = true;
    }

    /** The end of the application's work: decides on what has not left yet, and leaves the one audit event. */
    void finish() {
        boolean failed = true;
        try {
            conclude();
            failed = false;
        } finally {
            exchange.ended(raw.getStatus(), failed || isCut() || exchange.isClientGone());
        }
    }

    /** The same without a word to those who wait for the end; again when nothing more has happened, it does nothing. */
    void conclude() {
        if (!isClosed() && raw.getStatus() < 400) {
            exchange.readRest(!isAsync());
        }
        if (!isClosed()) {
            judge(raw.getStatus());
        }
        if (!isClosed() || isHandedOn() && !exchange.isSettled()) {
            if (!admitted && !raw.isCommitted()) {
                applyToOwn();
            }
            inspectWhole();
        }
        if (!isClosed() || isHandedOn() && !exchange.isSettled()) {
            exchange.complete(raw.getStatus()).ifPresent(this::answer);
        }
        letHeldOut();
        endIncludes();
        send();
    }

    private void letHeldOut() {
        try {
            release();
        } catch (IOException gone) {
            clientGone();
        }
    }

    /** The last dispatch of an asynchronous answer is over: what was held can leave now, and not later. */
    void concludeHeld() {
        if (isHeld() && !request.isAsyncStarted()) {
            conclude();
        }
    }

    /** Whether a listener ends the passage. */
    @Override
    boolean isAsync() {
        return completion != null;
    }

    /** Begins an asynchronous cycle: {@code starter} starts it, and our listener is in it whatever the container does. */
    AsyncContext startAsync(Supplier<AsyncContext> starter) {
        AsyncCompletion listener = completion == null ? new AsyncCompletion(this) : completion;
        completion = listener;
        return guarding(listener.start(starter));
    }

    /** As the application may complete it. */
    AsyncContext guarding(AsyncContext context) {
        return exchange.guardsResponse() ? new GuardedAsync(context, this) : context;
    }

    /** Joins a cycle that was started behind our back. */
    void joinAsync() {
        if (completion == null && request.isAsyncStarted()) {
            completion = new AsyncCompletion(this);
            request.getAsyncContext().addListener(completion);
        }
    }
}
