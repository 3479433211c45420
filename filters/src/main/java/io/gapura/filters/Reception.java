package io.gapura.filters;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads in the place of the application: before it for a policy that takes the content, after it for guards that have not
 * seen all of it.
 */
final class Reception {
    /** The application answered without having read what must be proven. */
    private static final Rejection BODY_UNREAD = Rejection.of(500, "internal-error", "body-unread")
            .note("the application answered before it had read all content, which a policy must see");

    private Reception() {}

    /** Does nothing when nobody wants it, or when it was decided on or taken before. */
    static void of(Walk walk) throws IOException {
        Walk.Guarded<BodyTaker> taker = walk.isDecided() ? null : walk.taker();
        if (taker == null) {
            return;
        }
        Decision decision;
        try (InputStream content = walk.takeBody()) {
            decision = taker.value().take(walk.view(), content);
        } catch (RefusedException refused) {
            decision = Decision.reject(refused.rejection());
        } catch (BodyRejectedException rejected) {
            decision = Decision.reject(rejected.rejection());
        } catch (RuntimeException | Error thrown) {
            decision = walk.failed(thrown, "policy-failed");
        }
        if (!walk.isDecided()) { // a guard may have refused, in its own name
            walk.apply(decision instanceof Decision.Reject reject ? hard(reject) : decision, taker.step());
        }
    }

    /** Shows guards what the application has left unread; those that then still wait refuse, as far as they may. */
    static void ofTheRest(Walk walk, boolean mayBlock) {
        if (mayBlock) {
            try {
                GuardedStream opened = walk.opened();
                if (opened == null) {
                    walk.openBody().close();
                } else {
                    opened.readRest();
                }
            } catch (BodyRejectedException told) {
                return; // by the stream, which knows whether it counts
            } catch (IOException gone) {
                walk.late(Rejection.malformed("client-gone"));
                return;
            } catch (RuntimeException notReadable) {
                walk.failed(notReadable, "body-unread"); // what is missing is refused below
            }
        }
        for (Walk.Guarded<BodyGuard> guarded : walk.guards()) {
            if (guarded.value().awaitsEnd() && guarded.value().observes()) {
                walk.observe(BODY_UNREAD, guarded.step());
            } else if (guarded.value().awaitsEnd()) {
                walk.refuse(BODY_UNREAD, guarded.step());
                if (walk.refusal() != null) {
                    walk.late(BODY_UNREAD);
                    return;
                }
            }
        }
    }

    /** Whether the container may read past the guards: nobody has begun to read, and no guard is enforced. */
    static boolean mayPass(Walk walk) {
        if (!walk.isBodyTouched()) {
            return true;
        }
        return !walk.isBodyHeld()
                && walk.opened() == null
                && walk.guards().stream().noneMatch(guarded -> walk.enforces(guarded.step()));
    }

    /** Records for each guard, once, what the container's reading would have been refused as. */
    static void passed(Walk walk, Rejection unseen) {
        for (Walk.Guarded<BodyGuard> guarded : walk.guards()) {
            AuditEvent.WouldReject would =
                    new AuditEvent.WouldReject(guarded.step().policy().name(), unseen);
            if (!walk.shadowed().contains(would)) {
                walk.observe(unseen, guarded.step());
            }
        }
    }

    private static Decision hard(Decision.Reject reject) {
        return new Decision.Reject(reject.rejection().asHard(), reject.observed());
    }
}
