package io.gapura.filters.servlet;

import io.gapura.filters.Exchange;
import io.gapura.filters.GateAnswer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What the gate itself sends for one request, once, or breaks off because it is too late for that. A superclass of the
 * passage and no object beside it, because a request should not cost one more.
 */
abstract class Departure extends Dispatches {
    private static final AtomicIntegerFieldUpdater<Departure> SENT =
            AtomicIntegerFieldUpdater.newUpdater(Departure.class, "sent");

    final Exchange exchange;
    final HttpServletResponse raw;

    volatile @Nullable GateAnswer answer;
    volatile boolean cut;

    @SuppressWarnings("UnusedVariable") // by the updater
    private volatile int sent;

    Departure(Exchange exchange, HttpServletResponse response) {
        this.exchange = exchange;
        this.raw = response;
    }

    @Override
    abstract ReplayedRequest request();

    final Exchange exchange() {
        return exchange;
    }

    /** Whether bytes are on the wire, whoever wrote them. */
    final boolean hasLeft() {
        return raw.isCommitted();
    }

    @Nullable
    final GateAnswer answer() {
        return answer;
    }

    /** Whether the connection must be broken. */
    final boolean isCut() {
        return cut || exchange.isCutOff();
    }

    /** Takes the gate's answer and sends it, after an include at the earliest: inside of one nothing can be sent. */
    final void answer(GateAnswer given) {
        if (answer == null) {
            answer = given;
        }
        if (!isIncluding()) {
            send();
        }
    }

    final void send() {
        GateAnswer due = answer;
        if (due == null || !SENT.compareAndSet(this, 0, 1)) {
            return;
        }
        if (raw.isCommitted()) {
            cut = true;
            return;
        }
        try {
            boolean unread = exchange.isClientGone()
                    || !exchange.request().isBodyRead() && !request().isOpened();
            Answers.write(due, received(), raw, unread, exchange.errorRules().keptCookies());
        } catch (IOException gone) {
            // The client is not there to read it; the decision is on record.
            exchange.clientGone();
        } catch (RuntimeException | Error broken) {
            emergency(broken);
        }
    }

    /** As it came: what the application sees of its fields may be another thing. */
    private HttpServletRequest received() {
        return (HttpServletRequest) request().getRequest();
    }

    /** The container failed while it was given the answer: static bytes, and if these fail too, nothing. */
    private void emergency(Throwable broken) {
        if (raw.isCommitted()) {
            cut = true;
            return;
        }
        try {
            Answers.write(exchange.emergency(broken), received(), raw, true);
        } catch (IOException | RuntimeException | Error again) {
            cut = true;
        }
    }
}
