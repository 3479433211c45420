package io.gapura.filters.servlet;

import io.gapura.filters.Exchange;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Rejection;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request's way through all registrations and dispatches of an application: who came by, what may leave, what left.
 *
 * <p>Belongs to one request. Threads may change, and with async the container's thread and the application's meet here:
 * the answer is sent by whoever gets there first.
 */
final class Passage implements BooleanSupplier {
    static final String ATTRIBUTE = "io.gapura.servlet.passage";

    private static final Rejection MISCONFIGURED =
            Rejection.of(500, "gate-misconfigured", "gate-misconfigured").asHard();

    private static final AtomicIntegerFieldUpdater<Passage> SENT =
            AtomicIntegerFieldUpdater.newUpdater(Passage.class, "sent");

    private final Registration first;
    private final Exchange exchange;
    private final ReplayedRequest request;
    private final GuardedResponse response;
    private final HttpServletResponse raw;
    private long arrived;
    private @Nullable Registration last;
    private @Nullable String servlet;
    private @Nullable DispatcherType dispatch;
    private int including;
    private boolean forwarded;
    private boolean ruled;
    private boolean dispatched;
    private boolean admitted;
    private boolean clientGone;
    private @Nullable AsyncCompletion completion;
    private volatile @Nullable GateAnswer answer;
    private volatile boolean cut;

    @SuppressWarnings("UnusedVariable") // by the updater
    private volatile int sent;

    Passage(Registration first, Exchange exchange, HttpServletRequest request, HttpServletResponse response) {
        this.first = first;
        this.exchange = exchange;
        this.raw = response;
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

    Exchange exchange() {
        return exchange;
    }

    ReplayedRequest request() {
        return request;
    }

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

    /** Whether a dispatch goes to another servlet than the one before. */
    boolean goesTo(String name) {
        boolean other = !name.equals(servlet);
        servlet = name;
        return other;
    }

    /** Notes that the endpoint of this dispatch was decided on, or left to the feature. */
    void ruled() {
        ruled = true;
    }

    /** Notes the dispatch that the filter sees, and returns the one before for {@link #leave}. */
    @Nullable
    DispatcherType enter() {
        DispatcherType before = dispatch;
        dispatch = request.getDispatcherType();
        ruled = false;
        dispatched |= dispatch == DispatcherType.ASYNC;
        if (dispatch == DispatcherType.INCLUDE) {
            including++;
        }
        return before;
    }

    void leave(@Nullable DispatcherType before) {
        if (dispatch == DispatcherType.INCLUDE) {
            including--;
        }
        forwarded |= dispatch == DispatcherType.FORWARD;
        dispatch = before;
        ruled = true;
    }

    /** Whether nothing of the application may leave any more. */
    boolean isClosed() {
        return answer != null || isCut();
    }

    @Nullable
    GateAnswer answer() {
        return answer;
    }

    void clientGone() {
        clientGone = true;
    }

    /** Sets what every answer carries; again whenever the application might have changed it. */
    void applyHeaders() {
        List<HeaderLine> lines = exchange.responseHeaders();
        for (int i = 0; i < lines.size(); i++) { // an iterator would be one object more per request
            response.applyHeader(lines.get(i));
        }
        response.applyHeader(
                exchange.errorRules().incidentHeader(), exchange.incident().toString());
    }

    /** Whether a header field is the gate's alone. */
    boolean withholds(String name) {
        Set<String> withheld = exchange.withheldHeaders();
        return !withheld.isEmpty() && withheld.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Whether a byte of the application may leave now. Decides the answer when it may not. */
    boolean admits() {
        return admits(isPastTheGate());
    }

    /**
     * Whether what was written before may leave now. Undertow ends the answer of a forward when our filter has left it
     * already; no byte is added by that.
     */
    boolean admitsEnd() {
        return admits(!(forwarded && request.getDispatcherType() == DispatcherType.FORWARD) && isPastTheGate());
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
        applyHeaders();
        admitted = true;
        return true;
    }

    /** Whether the one who writes was reached by a dispatch that the last registration did not see. */
    private boolean isPastTheGate() {
        DispatcherType now = request.getDispatcherType();
        if (now == DispatcherType.REQUEST) {
            return false;
        }
        if (now == DispatcherType.ASYNC) {
            return !dispatched || dispatch == now && !ruled;
        }
        // Threads that answer later keep the dispatch that started them.
        return now != DispatcherType.ERROR && (dispatch == null ? completion == null : dispatch != now || !ruled);
    }

    /** The status or the buffer was changed: the next byte is a first byte again. */
    void reopen() {
        admitted = false;
    }

    /** Refuses, unless an answer with this status may leave. */
    private void judge(int status) {
        Optional<GateAnswer> decided = exchange.decided();
        if (decided.isPresent()) {
            answer(decided.get());
        } else if (status >= 400) {
            replace(status);
        } else {
            Optional<Rejection> withheld = exchange.withheld();
            if (withheld.isPresent()) {
                refuse(withheld.get());
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
            return;
        }
        if (clientGone) {
            cutOff(Rejection.malformed("client-gone"));
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

    /** Takes the gate's answer and sends it, after an include at the earliest: inside of one nothing can be sent. */
    void answer(GateAnswer given) {
        if (answer == null) {
            answer = given;
        }
        if (including == 0) {
            send();
        }
    }

    void send() {
        GateAnswer due = answer;
        if (due == null || !SENT.compareAndSet(this, 0, 1)) {
            return;
        }
        if (raw.isCommitted()) {
            cut = true;
            return;
        }
        try {
            Answers.write(
                    due,
                    (HttpServletRequest) request.getRequest(),
                    raw,
                    !exchange.request().body().wasRead() && !request.isOpened());
        } catch (IOException gone) {
            // The client is not there to read it; the decision is on record.
            clientGone = true;
        }
    }

    /** The end of the application's work: decides on what has not left yet, and leaves the one audit event. */
    void finish() {
        if (!isClosed()) {
            judge(raw.getStatus());
        }
        if (!isClosed()) {
            if (!admitted && !raw.isCommitted()) {
                applyHeaders();
            }
            Optional<GateAnswer> unrecorded = exchange.complete(raw.getStatus());
            if (unrecorded.isPresent()) {
                answer(unrecorded.get());
            }
        }
        including = 0;
        send();
    }

    /** Whether the connection must be broken. */
    boolean isCut() {
        return cut || exchange.isCutOff();
    }

    /** Whether a listener ends the passage. */
    boolean isAsync() {
        return completion != null;
    }

    /** Begins an asynchronous cycle: {@code starter} starts it, and our listener is in it whatever the container does. */
    AsyncContext startAsync(Supplier<AsyncContext> starter) {
        AsyncCompletion listener = completion == null ? new AsyncCompletion(this) : completion;
        completion = listener;
        return listener.start(starter);
    }

    /** Joins a cycle that was started behind our back. */
    void joinAsync() {
        if (completion == null && request.isAsyncStarted()) {
            completion = new AsyncCompletion(this);
            request.getAsyncContext().addListener(completion);
        }
    }
}
