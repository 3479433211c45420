package io.gapura.filters;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * What policies left behind on one walk: headers, guards, checks, recorded refusals, and the outcome. Made by the first
 * that leaves something; policies that only look cost nothing.
 *
 * <p>Belongs to one walk. Policies run one after the other; guards and checks, which the application's threads may call,
 * only exist once this does.
 */
final class Findings {
    private static final int MOST_RECORDED = 20;

    private List<HeaderLine> headers;
    private List<Walk.Guarded<BodyGuard>> guards = List.of();
    private List<Walk.Guarded<EntityCheck>> checks = List.of();
    private List<Walk.Guarded<ResponseGuard>> responseGuards = List.of();
    private Walk.@Nullable Guarded<BodyTaker> taker;
    private boolean taken;
    private List<AuditEvent.WouldReject> shadowed = List.of();
    private Map<String, Object> attributes = Map.of();
    private Map<String, Step> namers = Map.of();
    private volatile @Nullable Queue<OnCompletion> completions;
    private AnswerRules answerRules;
    private @Nullable String decider;
    private @Nullable Throwable failure;
    private Decision.@Nullable Answer answer;
    private @Nullable Rejection late;
    private boolean proven;
    private @Nullable Recorded recorded;
    private @Nullable GuardedStream stream;

    /** How many guards watch what the application was given; -1 while it has not asked. */
    private int watchers = -1;

    /** Begins with what was left until now. */
    Findings(Decision.Proceed left) {
        this.headers = left.responseHeaders();
        this.answerRules = left.answerRules();
    }

    void answered(Decision.Answer given, Step step) {
        answer = given;
        decider = step.policy().name();
    }

    void bodyOpened() {
        watchers = guards.size();
    }

    void opened(GuardedStream content) {
        stream = content;
    }

    /** What the application reads; null while it has not asked. */
    @Nullable
    GuardedStream opened() {
        return stream;
    }

    boolean isGuardTooLate() {
        return watchers >= 0 && guards.size() > watchers;
    }

    void failed(Throwable thrown) {
        failure = thrown;
    }

    /** The first one stays. */
    void late(Rejection rejection) {
        if (late == null) {
            late = rejection;
        }
    }

    void keep(Decision.Proceed proceed, Step step) {
        addHeaders(proceed.responseHeaders(), step);
        Optional<BodyGuard> guard = proceed.bodyGuard();
        if (guard.isPresent() && !hasWatched(step)) {
            guards = plus(guards, new Walk.Guarded<>(guard.get(), step));
        }
        Optional<EntityCheck> check = proceed.entityCheck();
        if (check.isPresent()) {
            checks = plus(checks, new Walk.Guarded<>(check.get(), step));
        }
        Optional<ResponseGuard> response = proceed.responseGuard();
        if (response.isPresent()) {
            responseGuards = plus(responseGuards, new Walk.Guarded<>(response.get(), step));
        }
        Optional<BodyTaker> taking = proceed.bodyTaker();
        if (taking.isPresent()) {
            addTaker(new Walk.Guarded<>(taking.get(), step));
        }
        await(proceed.onCompletion());
        answerRules = answerRules.and(proceed.answerRules());
        for (Rejection would : proceed.observed()) {
            record(would, step);
        }
        proven |= proceed.isNewCredential();
        recorded = proceed.recorded() == null ? recorded : proceed.recorded();
        if (!proceed.attributes().isEmpty()) {
            addAttributes(proceed.attributes(), step);
        }
    }

    /** What a policy gives again for the target of a forward would see nothing; its first one has seen all that was read. */
    private boolean hasWatched(Step step) {
        return watchers >= 0
                && guards.stream()
                        .limit(watchers)
                        .anyMatch(guarded -> guarded.step().equals(step));
    }

    /** The first policy that wants the content has it; the clash is recorded. */
    private void addTaker(Walk.Guarded<BodyTaker> another) {
        if (taker == null) {
            taker = another;
        } else if (!taken) {
            record(Rejection.internalError("body-taker-clash"), another.step());
        }
    }

    boolean takeProven() {
        boolean taken = proven;
        proven = false;
        return taken;
    }

    /** Who takes the content; null once it was taken. */
    Walk.@Nullable Guarded<BodyTaker> taker() {
        return taken ? null : taker;
    }

    void taken() {
        taken = true;
    }

    boolean isTaken() {
        return taken;
    }

    private void await(List<OnCompletion> told) {
        if (!told.isEmpty()) {
            Queue<OnCompletion> waiting = completions == null ? new ConcurrentLinkedQueue<>() : completions;
            waiting.addAll(told);
            completions = waiting;
        }
    }

    /** Who waits for the end; each is handed out to one taker alone. */
    @Nullable
    OnCompletion takeCompletion() {
        Queue<OnCompletion> waiting = completions;
        return waiting == null ? null : waiting.poll();
    }

    /** Who waits for the end and was not taken yet. */
    List<OnCompletion> completions() {
        Queue<OnCompletion> waiting = completions;
        return waiting == null ? List.of() : List.copyOf(waiting);
    }

    /** The first policy that uses a name keeps it, and says it anew for what a dispatch leads to; a clash is recorded. */
    private void addAttributes(Map<String, Object> more, Step step) {
        Map<String, Object> all = new LinkedHashMap<>(attributes);
        Map<String, Step> owners = new HashMap<>(namers);
        boolean clash = false;
        for (Map.Entry<String, Object> each : more.entrySet()) {
            Step first = owners.putIfAbsent(each.getKey(), step);
            if (first == null || first.equals(step)) {
                all.put(each.getKey(), each.getValue());
            } else {
                clash = true;
            }
        }
        if (clash) {
            record(Rejection.internalError("attribute-clash"), step);
        }
        attributes = all;
        namers = owners;
    }

    /** The first policy that sets a header keeps it; the clash is recorded. What Vary and cookies say adds up. */
    private void addHeaders(List<HeaderLine> lines, Step step) {
        if (headers.isEmpty()) {
            headers = lines;
            return;
        }
        for (HeaderLine line : lines) {
            if (headers.contains(line)) {
                continue;
            }
            if (!line.adds() && headers.stream().anyMatch(set -> set.named(line.name()))) {
                record(Rejection.internalError("header-clash").note(line.name()), step);
            } else {
                headers = plus(headers, line);
            }
        }
    }

    void record(Rejection rejection, Step step) {
        record(rejection, step.policy().name());
    }

    void record(Rejection rejection, String policy) {
        if (shadowed.size() < MOST_RECORDED) {
            shadowed = plus(shadowed, new AuditEvent.WouldReject(policy, rejection));
        }
    }

    /** A copy: whoever holds the list before sees it stay as it is. */
    private static <T> List<T> plus(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list.size() + 1);
        longer.addAll(list);
        longer.add(more);
        return longer;
    }

    List<HeaderLine> headers() {
        return headers;
    }

    List<Walk.Guarded<BodyGuard>> guards() {
        return guards;
    }

    List<Walk.Guarded<EntityCheck>> checks() {
        return checks;
    }

    List<Walk.Guarded<ResponseGuard>> responseGuards() {
        return responseGuards;
    }

    List<AuditEvent.WouldReject> shadowed() {
        return shadowed;
    }

    Map<String, Object> attributes() {
        return attributes;
    }

    @Nullable
    Recorded recorded() {
        return recorded;
    }

    AnswerRules answerRules() {
        return answerRules;
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

    @Nullable
    Rejection late() {
        return late;
    }
}
