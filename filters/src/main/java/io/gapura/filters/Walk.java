package io.gapura.filters;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fold: one request over lists of policies, first refusal wins. Gathers what the policies learned and left: view,
 * headers, guards, checks, and the refusals that a mode turned into records.
 */
final class Walk {
    private static final int MOST_RECORDED = 20;

    private final Sampler sampler;
    private RequestView view;
    private List<HeaderLine> headers = List.of();
    private List<Guarded<BodyGuard>> guards = List.of();
    private List<Guarded<EntityCheck>> checks = List.of();
    private List<AuditEvent.WouldReject> shadowed = List.of();
    private @Nullable Rejection refusal;
    private @Nullable String decider;
    private @Nullable Throwable failure;
    private Decision.@Nullable Answer answer;

    /** A guard or check together with the step that gave it, whose mode decides what its refusal means. */
    record Guarded<T>(T value, Step step) {}

    Walk(RequestView view, Sampler sampler) {
        this.view = view;
        this.sampler = sampler;
    }

    /** Runs the steps in order until one refuses or answers. */
    void run(Step[] steps) throws IOException {
        for (Step step : steps) {
            if (step.mode().runs() && step.scope().contains(view.target())) {
                apply(decide(step), step);
                if (refusal != null || answer != null) {
                    return;
                }
            }
        }
    }

    private Decision decide(Step step) throws IOException {
        try {
            return step.policy().decide(view);
        } catch (RefusedException refused) {
            return Decision.reject(refused.rejection());
        } catch (BodyRejectedException rejected) {
            return Decision.reject(rejected.rejection().asHard());
        } catch (IOException gone) {
            throw gone;
        } catch (Throwable thrown) { // checked ones too: not every language declares them
            failure = thrown;
            return Decision.reject(Rejection.internalError("policy-failed")
                    .note(thrown.getClass().getName()));
        }
    }

    private void apply(@Nullable Decision decision, Step step) {
        if (decision instanceof Decision.Proceed proceed) {
            if (proceed != Decision.Proceed.UNCHANGED) {
                merge(proceed, step);
            }
        } else if (decision instanceof Decision.Reject reject) {
            refuse(reject.rejection(), step);
        } else if (decision instanceof Decision.Answer given) {
            answer = given;
            decider = step.policy().name();
        } else {
            refuse(Rejection.internalError("no-decision"), step);
        }
    }

    /** Refuses, or records the refusal when the mode says so. */
    void refuse(Rejection rejection, Step step) {
        if (rejection.hard() || sampler.enforced(step, view)) {
            refusal = rejection;
            decider = step.policy().name();
        } else {
            record(step.policy().name(), rejection);
        }
    }

    private void merge(Decision.Proceed proceed, Step step) {
        RequestView changed = proceed.request().orElse(view);
        Caller known = view.caller();
        if (!known.isAnonymous() && !known.sameAs(changed.caller())) {
            refusal = Rejection.of(400, "credential-ambiguous", "two-callers").asHard();
            decider = step.policy().name();
            return;
        }
        view = changed;
        addHeaders(proceed.responseHeaders(), step);
        proceed.bodyGuard().ifPresent(guard -> guards = plus(guards, new Guarded<>(guard, step)));
        proceed.entityCheck().ifPresent(check -> checks = plus(checks, new Guarded<>(check, step)));
    }

    /** The first policy that sets a header keeps it; the clash is recorded. */
    private void addHeaders(List<HeaderLine> lines, Step step) {
        if (headers.isEmpty()) {
            headers = lines;
            return;
        }
        for (HeaderLine line : lines) {
            if (headers.contains(line)) {
                continue;
            }
            if (headers.stream().anyMatch(set -> set.named(line.name()))) {
                record(
                        step.policy().name(),
                        Rejection.internalError("header-clash").note(line.name()));
            } else {
                headers = plus(headers, line);
            }
        }
    }

    private void record(String policy, Rejection rejection) {
        if (shadowed.size() < MOST_RECORDED) {
            shadowed = plus(shadowed, new AuditEvent.WouldReject(policy, rejection));
        }
    }

    private static <T> List<T> plus(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list.size() + 1);
        longer.addAll(list);
        longer.add(more);
        return longer;
    }

    /** From here on rules see what will be called. */
    void enter(Endpoint endpoint) {
        view = view.withEndpoint(endpoint);
    }

    RequestView view() {
        return view;
    }

    List<HeaderLine> headers() {
        return headers;
    }

    List<Guarded<BodyGuard>> guards() {
        return guards;
    }

    List<Guarded<EntityCheck>> checks() {
        return checks;
    }

    List<AuditEvent.WouldReject> shadowed() {
        return shadowed;
    }

    @Nullable
    Rejection refusal() {
        return refusal;
    }

    @Nullable
    String decider() {
        return decider;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    Decision.@Nullable Answer answer() {
        return answer;
    }
}
