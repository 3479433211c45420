package io.gapura.filters;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a pipeline decided on a request, for tests and tools; servers go through an {@link Exchange}. Immutable.
 */
public final class Verdict {
    private final Walk walk;

    Verdict(Walk walk) {
        this.walk = walk;
    }

    /** Why it was refused; empty when it was not. */
    public Optional<Rejection> rejection() {
        return Optional.ofNullable(walk.refusal());
    }

    /** What the gate answers itself; empty when the application is to be called, or nobody is. */
    public Optional<Decision.Answer> answer() {
        return Optional.ofNullable(walk.answer());
    }

    /** The policy that refused or answered. */
    public Optional<String> policy() {
        return Optional.ofNullable(walk.decider());
    }

    /** The request as the last policy left it. */
    public RequestView request() {
        return walk.view();
    }

    /** What every answer to this request carries, refusals included. */
    public List<HeaderLine> responseHeaders() {
        return List.copyOf(walk.headers());
    }

    /** What policies want of the application's own answer. */
    public AnswerRules answerRules() {
        return walk.answerRules();
    }

    /** What the application is handed, by name. */
    public Map<String, Object> attributes() {
        return Map.copyOf(walk.attributes());
    }

    /** Refusals that a mode turned into records. */
    public List<AuditEvent.WouldReject> shadowed() {
        return List.copyOf(walk.shadowed());
    }

    /** What watches the body while the application reads it. */
    public List<BodyGuard> bodyGuards() {
        return walk.guards().stream().map(Walk.Guarded::value).toList();
    }

    /** What checks the entity once it is bound. */
    public List<EntityCheck> entityChecks() {
        return walk.checks().stream().map(Walk.Guarded::value).toList();
    }

    /** What sees the answer before it leaves. */
    public List<ResponseGuard> responseGuards() {
        return walk.responseGuards().stream().map(Walk.Guarded::value).toList();
    }

    /** Who learns how the request ended; here nobody tells them. */
    public List<OnCompletion> onCompletion() {
        return walk.completions();
    }

    @Override
    public String toString() {
        return rejection()
                .map(r -> "refused by " + policy().orElse("engine") + ": " + r)
                .orElse("proceeds");
    }
}
