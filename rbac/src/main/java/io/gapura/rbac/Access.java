package io.gapura.rbac;

import io.gapura.filters.Caller;
import io.gapura.filters.Rejection;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks in code what no rule can know before the object is at hand. Stands on the policy that admitted the request, also
 * when another one was loaded since. Immutable and bound to the request; handed on explicitly to other threads.
 *
 * <pre>{@code
 * Access access = Access.of(securityContext.getUserPrincipal());
 * access.require(Permission.of("order:approve").on(order.id()));
 * }</pre>
 */
public final class Access {
    private final Caller caller;
    private final @Nullable Session session;

    Access(Caller caller, @Nullable Session session) {
        this.caller = caller;
        this.session = session;
    }

    /**
     * For the principal of a request that access rules have admitted. Whoever was admitted by none may do nothing.
     *
     * @param principal as the container hands it out; null: nobody was authenticated
     */
    public static Access of(@Nullable Principal principal) {
        Caller caller = principal instanceof Caller proven ? proven : Caller.anonymous();
        return new Access(caller, caller.proofOrNull(Session.class));
    }

    /** Who asks. */
    public Caller caller() {
        return caller;
    }

    /** For whom the caller acts. */
    public Optional<String> tenant() {
        return session == null ? Optional.empty() : Optional.ofNullable(session.tenant());
    }

    /**
     * Whether the caller's active roles grant it, a scope does not hold it back and nothing denies it. For menus and fields;
     * what must hold is {@linkplain #require required}. A permission that neither a document nor an annotation declares is
     * refused, and logged once.
     */
    public boolean permits(Permission permission) {
        return session != null
                && session.refused() == null
                && session.snapshot().permits(session.grants(), permission);
    }

    /**
     * Goes on only when the caller may.
     *
     * @throws AccessDeniedException otherwise; left alone, it becomes the answer
     */
    public void require(Permission permission) {
        if (!permits(permission)) {
            throw new AccessDeniedException(refusal(permission));
        }
    }

    /** What the caller holds, and how it came by it: for people. Nothing of a caller whom no access rule has admitted. */
    public SessionReview review() {
        return SessionReview.of(session);
    }

    private Rejection refusal(Permission permission) {
        String stem = permission.domain() + ":" + permission.action();
        String note =
                "asked for in code; missing " + stem + (permission.instance().isPresent() ? " on an object" : "");
        return reason(permission).rejection(note);
    }

    private AccessReason reason(Permission permission) {
        if (caller.isAnonymous()) {
            return AccessReason.ANONYMOUS;
        }
        if (session == null) {
            return AccessReason.PERMISSION_MISSING;
        }
        AccessReason refused = session.refused();
        Separated broken = session.grants().broken();
        if (refused != null) {
            return refused;
        }
        if (broken != null) {
            return broken.reason();
        }
        boolean denied = session.snapshot().permissions().knows(permission)
                && session.grants().isDenied(permission);
        return denied ? AccessReason.PERMISSION_DENIED : AccessReason.PERMISSION_MISSING;
    }
}
