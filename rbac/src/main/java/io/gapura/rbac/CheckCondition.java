package io.gapura.rbac;

import io.gapura.filters.Decision;
import io.gapura.filters.PathParameters;
import io.gapura.filters.RefusedException;
import io.gapura.filters.RequestView;
import org.jspecify.annotations.Nullable;

/**
 * A bean decides on the object. It only chooses between two answers: status and code are the rule's. One that throws is a
 * fault of the application, whatever it throws: an {@link java.io.IOException}, which elsewhere means that the client has
 * gone, is wrapped.
 */
final class CheckCondition implements Condition {
    private final Demand.Check demand;
    private final ResourceCheck check;
    private final Notes notes;

    CheckCondition(Demand.Check demand, ResourceCheck check, Notes notes) {
        this.demand = demand;
        this.check = check;
        this.notes = notes;
    }

    @Override
    public Decision.@Nullable Reject refusal(
            Session session, RequestView request, PathParameters parameters, int matched) {
        Decision decision = decide(session, request, parameters, matched);
        if (decision instanceof Decision.Proceed) {
            return null;
        }
        if (decision instanceof Decision.Reject reject) {
            return refused(reject.rejection().reason(), matched);
        }
        throw new RefusedException(
                AccessReason.CHECK_FAILED.rejection(notes.matched(matched, name() + " neither proceeded nor refused")));
    }

    private @Nullable Decision decide(Session session, RequestView request, PathParameters parameters, int matched) {
        try {
            return check.decide(new ResourceAccess(
                    request, parameters, permission -> session.snapshot().permits(session.grants(), permission)));
        } catch (RefusedException refused) {
            if (refused.rejection().hard()) {
                throw refused; // a parameter that is bound twice
            }
            throw failed(refused, matched);
        } catch (AccessDeniedException denied) {
            return refused(denied.rejection().reason(), matched);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw failed(interrupted, matched);
        } catch (Exception thrown) {
            throw failed(thrown, matched);
        }
    }

    private Decision.Reject refused(String why, int matched) {
        String note = notes.matched(matched, name() + " " + why);
        return Decision.reject(AccessReason.CHECK_REFUSED.onObject(demand.onDeny(), note));
    }

    private RefusedException failed(Exception thrown, int matched) {
        String note =
                notes.matched(matched, name() + " threw " + thrown.getClass().getName());
        return new RefusedException(AccessReason.CHECK_FAILED.rejection(note), thrown);
    }

    private String name() {
        return demand.type().getName();
    }

    @Override
    public Demand demand() {
        return demand;
    }
}
