package io.gapura.filters.servlet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Which dispatches of one request came by, and how far. A superclass of the passage and no object beside it, because a
 * request should not cost one more.
 */
abstract class Dispatches {
    private @Nullable String servlet;
    private @Nullable DispatcherType dispatch;
    private int including;
    private boolean forwarded;
    private boolean ruled;
    private boolean dispatched;

    /** What the application sees of the request. */
    abstract HttpServletRequest request();

    /** Whether a listener ends the passage. */
    abstract boolean isAsync();

    /** Whether a dispatch goes to another servlet than the one before. */
    final boolean goesTo(String name) {
        boolean other = !name.equals(servlet);
        servlet = name;
        return other;
    }

    /** Notes that the endpoint of this dispatch was decided on, or left to the feature. */
    final void ruled() {
        ruled = true;
    }

    /** Notes the dispatch that the filter sees, and returns the one before for {@link #leave}. */
    @Nullable
    final DispatcherType enter() {
        DispatcherType before = dispatch;
        dispatch = request().getDispatcherType();
        ruled = false;
        dispatched |= dispatch == DispatcherType.ASYNC;
        if (dispatch == DispatcherType.INCLUDE) {
            including++;
        }
        return before;
    }

    final void leave(@Nullable DispatcherType before) {
        if (dispatch == DispatcherType.INCLUDE) {
            including--;
        }
        forwarded |= dispatch == DispatcherType.FORWARD;
        dispatch = before;
        ruled = true;
    }

    /** Whether an include is running: inside of one nothing can be sent. */
    final boolean isIncluding() {
        return including > 0;
    }

    final void endIncludes() {
        including = 0;
    }

    /** Whether a forward is ended by a container that has left our filter already, as Undertow does. */
    final boolean isLeftForward() {
        return forwarded && request().getDispatcherType() == DispatcherType.FORWARD;
    }

    /** Whether the one who writes was reached by a dispatch that the last registration did not see. */
    final boolean isPastTheGate() {
        DispatcherType now = request().getDispatcherType();
        if (now == DispatcherType.REQUEST) {
            return false;
        }
        if (now == DispatcherType.ASYNC) {
            return !dispatched || dispatch == now && !ruled;
        }
        // Threads that answer later keep the dispatch that started them.
        return now != DispatcherType.ERROR && (dispatch == null ? !isAsync() : dispatch != now || !ruled);
    }
}
