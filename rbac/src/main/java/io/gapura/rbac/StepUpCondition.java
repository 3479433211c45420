package io.gapura.rbac;

import io.gapura.filters.Authentication;
import io.gapura.filters.Decision;
import io.gapura.filters.PathParameters;
import io.gapura.filters.RequestView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A strong or recent proof (RFC 9470). What the caller's credential does not say is not satisfied. A caller with a token is
 * told what to ask its issuer for; any other cannot do better and is refused like one without the role.
 */
final class StepUpCondition implements Condition {
    /** How far the clock of an issuer may be off. */
    private static final long SKEW_MILLIS = 30_000;

    private final Demand.StepUp demand;
    private final InstantSource clock;
    private final Refusals challenged;
    private final Refusals plain;

    StepUpCondition(Demand.StepUp demand, InstantSource clock, Notes notes) {
        this.demand = demand;
        this.clock = clock;
        String challenge = challenge(demand);
        this.challenged =
                new Refusals(notes.matches(), role -> AccessReason.STEP_UP.rejection(notes.matched(role), challenge));
        this.plain = new Refusals(notes.matches(), role -> AccessReason.STEP_UP.plain(notes.matched(role)));
    }

    private static String challenge(Demand.StepUp demand) {
        StringBuilder text = new StringBuilder("Bearer error=\"insufficient_user_authentication\"");
        if (!demand.levels().isEmpty()) {
            text.append(", acr_values=\"")
                    .append(String.join(" ", demand.levels()))
                    .append('"');
        }
        demand.maxAge()
                .ifPresent(age ->
                        text.append(", max_age=\"").append(age.toSeconds()).append('"'));
        return text.toString();
    }

    @Override
    public Decision.@Nullable Reject refusal(
            Session session, RequestView request, PathParameters parameters, int matched) {
        Authentication proven = request.caller().authentication();
        if (isLevel(proven) && proven.methods().containsAll(demand.methods()) && isRecent(proven)) {
            return null;
        }
        return (request.caller().isScoped() ? challenged : plain).get(matched);
    }

    private boolean isLevel(Authentication proven) {
        return demand.levels().isEmpty()
                || proven.level().isPresent()
                        && demand.levels().contains(proven.level().get());
    }

    /** A time that is yet to come says nothing about the past. */
    private boolean isRecent(Authentication proven) {
        Optional<Duration> maxAge = demand.maxAge();
        if (maxAge.isEmpty()) {
            return true;
        }
        Optional<Instant> time = proven.time();
        if (time.isEmpty()) {
            return false;
        }
        long now = clock.millis();
        long then = time.get().toEpochMilli();
        return then <= now + SKEW_MILLIS && now - then <= maxAge.get().toMillis() + SKEW_MILLIS;
    }

    @Override
    public Demand demand() {
        return demand;
    }
}
