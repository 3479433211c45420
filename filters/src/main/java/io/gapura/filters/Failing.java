package io.gapura.filters;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a request that is refused or fails: which of the reasons at hand is the one to answer with. A
 * superclass and no object beside the exchange, because a request should not cost one more.
 */
abstract class Failing extends Ending {
    static final Rejection FEATURE_MISSING =
            Rejection.internalError("feature-missing").note("endpoints = jaxrs, and no GapuraFeature saw the request");

    private volatile boolean clientGone;
    private volatile boolean metByFeature;

    Failing(DeploymentState state, IncidentId incident, @Nullable Walk walk, AuditEvent.@Nullable RequestLine unread) {
        super(state, incident, walk, unread);
    }

    /** Says that the REST feature has met this request, wherever that leads. */
    public final void metByFeature() {
        metByFeature = true;
        state.report().featureRan();
    }

    /** The rejection that stopped the application's reading; from then on only a refusal may leave. */
    public final Optional<Rejection> lateRejection() {
        return walk == null ? Optional.empty() : Optional.ofNullable(walk.late());
    }

    /** What was decided, once something was. */
    public final Optional<GateAnswer> decided() {
        return Optional.ofNullable(decided);
    }

    /** Refuses in the name of the engine; whatever was decided first stays. */
    public final GateAnswer refuse(Rejection rejection) {
        if (rejection == FEATURE_MISSING && !metByFeature) {
            state.report().featureMissed();
        }
        return decided != null ? decided : settle(rejection, "engine", null);
    }

    /**
     * Answers a throwable that escaped: its own rejection when it carries one, the meaning that the application gave it,
     * else 500. Logged under the incident when it is a fault. When memory, stack or classes are missing, the answer is
     * static and made first.
     */
    public final GateAnswer fail(Throwable thrown) {
        if (decided != null) {
            return decided;
        }
        if (RefusedException.isGrave(thrown)) {
            return failGravely(thrown);
        }
        Optional<Rejection> carried = lateRejection().or(() -> RefusedException.carriedBy(thrown));
        if (carried.isPresent()) {
            return settle(carried.get(), "engine", null);
        }
        Optional<Rejection> meant = meaningOf(thrown);
        return meant.isPresent() ? applied(meant.get(), thrown) : settle(fault(thrown), "engine", thrown);
    }

    /** The same for a throwable whose meaning the adapter knows; its own rejection comes first all the same. */
    public final GateAnswer fail(Throwable thrown, Rejection meaning) {
        boolean known = lateRejection().isPresent()
                || RefusedException.isGrave(thrown)
                || RefusedException.carriedBy(thrown).isPresent();
        if (decided != null || known) {
            return fail(thrown);
        }
        return settle(meaning, "engine", meaning.status() >= 500 ? thrown : null);
    }

    /** Logs a throwable that came when the answer was decided already; one that our own refusal brought is no news. */
    public final void failedLate(Throwable thrown) {
        boolean known = lateRejection().isPresent()
                || RefusedException.carriedBy(thrown).isPresent();
        if (!known && !clientGone) {
            state.log().failed(incident, "after the answer was decided", thrown);
        }
    }

    /** Static bytes in the place of an answer that the container could not be given. */
    public final GateAnswer emergency(Throwable thrown) {
        return failGravely(thrown);
    }

    /** Notes that the wire broke while the application read or wrote: nobody is there to be answered. */
    public final void clientGone() {
        clientGone = true;
    }

    /** Whether the client is known to have left. */
    public final boolean isClientGone() {
        return clientGone;
    }
}
