package io.gapura.filters;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What few decisions leave besides a changed request and header lines: one shared constant for the others. */
record Leavings(
        @Nullable BodyGuard bodyGuard,
        @Nullable EntityCheck entityCheck,
        @Nullable ResponseGuard responseGuard,
        @Nullable BodyTaker bodyTaker,
        List<OnCompletion> onCompletion,
        List<Rejection> observed,
        Map<String, Object> attributes,
        AnswerRules answerRules,
        boolean newCredential,
        @Nullable Recorded recorded) {
    static final Leavings NOTHING =
            new Leavings(null, null, null, null, List.of(), List.of(), Map.of(), AnswerRules.none(), false, null);

    boolean isNothing() {
        return isLinesAlone() && answerRules == AnswerRules.none();
    }

    boolean isLinesAlone() {
        return bodyGuard == null
                && entityCheck == null
                && responseGuard == null
                && bodyTaker == null
                && onCompletion.isEmpty()
                && observed.isEmpty()
                && attributes.isEmpty()
                && !newCredential
                && recorded == null;
    }

    Leavings guarding(BodyGuard guard) {
        return new Leavings(
                guard,
                entityCheck,
                responseGuard,
                bodyTaker,
                onCompletion,
                observed,
                attributes,
                answerRules,
                newCredential,
                recorded);
    }

    Leavings checking(EntityCheck check) {
        return new Leavings(
                bodyGuard,
                check,
                responseGuard,
                bodyTaker,
                onCompletion,
                observed,
                attributes,
                answerRules,
                newCredential,
                recorded);
    }

    Leavings guardingAnswer(ResponseGuard guard) {
        return new Leavings(
                bodyGuard,
                entityCheck,
                guard,
                bodyTaker,
                onCompletion,
                observed,
                attributes,
                answerRules,
                newCredential,
                recorded);
    }

    Leavings taking(BodyTaker taker) {
        return new Leavings(
                bodyGuard,
                entityCheck,
                responseGuard,
                taker,
                onCompletion,
                observed,
                attributes,
                answerRules,
                newCredential,
                recorded);
    }

    Leavings telling(OnCompletion told) {
        return new Leavings(
                bodyGuard,
                entityCheck,
                responseGuard,
                bodyTaker,
                plus(onCompletion, told),
                observed,
                attributes,
                answerRules,
                newCredential,
                recorded);
    }

    Leavings observing(Rejection would) {
        return new Leavings(
                bodyGuard,
                entityCheck,
                responseGuard,
                bodyTaker,
                onCompletion,
                plus(observed, would),
                attributes,
                answerRules,
                newCredential,
                recorded);
    }

    Leavings handing(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(attributes);
        more.put(name, value);
        return new Leavings(
                bodyGuard,
                entityCheck,
                responseGuard,
                bodyTaker,
                onCompletion,
                observed,
                Map.copyOf(more),
                answerRules,
                newCredential,
                recorded);
    }

    Leavings ruling(AnswerRules rules) {
        return new Leavings(
                bodyGuard,
                entityCheck,
                responseGuard,
                bodyTaker,
                onCompletion,
                observed,
                attributes,
                rules,
                newCredential,
                recorded);
    }

    Leavings proving() {
        return new Leavings(
                bodyGuard,
                entityCheck,
                responseGuard,
                bodyTaker,
                onCompletion,
                observed,
                attributes,
                answerRules,
                true,
                recorded);
    }

    Leavings recording(Recorded what) {
        return new Leavings(
                bodyGuard,
                entityCheck,
                responseGuard,
                bodyTaker,
                onCompletion,
                observed,
                attributes,
                answerRules,
                newCredential,
                what);
    }

    /** These, then those of a later rule of the same policy. */
    Leavings and(Leavings later) {
        if (bodyGuard != null && later.bodyGuard != null || entityCheck != null && later.entityCheck != null) {
            throw new IllegalStateException("two rules of one policy must not watch the same body");
        }
        if (responseGuard != null && later.responseGuard != null) {
            throw new IllegalStateException("two rules of one policy must not guard the same answer");
        }
        if (bodyTaker != null && later.bodyTaker != null) {
            throw new IllegalStateException("two rules of one policy must not take the same body");
        }
        Map<String, Object> all = new LinkedHashMap<>(attributes);
        all.putAll(later.attributes);
        return new Leavings(
                later.bodyGuard == null ? bodyGuard : later.bodyGuard,
                later.entityCheck == null ? entityCheck : later.entityCheck,
                later.responseGuard == null ? responseGuard : later.responseGuard,
                later.bodyTaker == null ? bodyTaker : later.bodyTaker,
                joined(onCompletion, later.onCompletion),
                joined(observed, later.observed),
                Map.copyOf(all),
                answerRules.and(later.answerRules),
                newCredential || later.newCredential,
                later.recorded == null ? recorded : later.recorded);
    }

    private static <T> List<T> plus(List<T> list, T more) {
        return joined(list, List.of(more));
    }

    private static <T> List<T> joined(List<T> list, List<T> more) {
        List<T> longer = new ArrayList<>(list);
        longer.addAll(more);
        return List.copyOf(longer);
    }
}
