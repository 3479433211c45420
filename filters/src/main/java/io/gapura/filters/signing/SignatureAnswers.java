package io.gapura.filters.signing;

import io.gapura.filters.HeaderLine;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Turns a refusal into the answer. All 401 for one request are alike, whatever was wrong: what they ask for follows from
 * the profile and the request, never from the cause. No key id is named (RFC 9421 §8.3).
 */
final class SignatureAnswers {
    private static final int UNAUTHORIZED = 401;
    private static final int UNAVAILABLE = 503;
    private static final int USUAL = 160;

    private static final HeaderLine WANTED_DIGEST = new HeaderLine("Want-Content-Digest", "sha-256=10");

    private final Challenge challenge;
    private final HeaderLine challenged;
    private final SignatureProfile profile;
    private final Supplier<Optional<String>> nonces;
    /** What follows the covered list of the only wish, when no nonce is offered. */
    private final String parameters;

    private final Map<Reason, Rejection> bare = new EnumMap<>(Reason.class);
    private volatile Dated dated = new Dated(Long.MIN_VALUE, WANTED_DIGEST);

    /** The line for one second. */
    private record Dated(long second, HeaderLine line) {}

    /**
     * Answers for one policy.
     *
     * @param nonces gives a fresh one that a client is to use, or none
     */
    SignatureAnswers(Challenge challenge, SignatureProfile profile, Supplier<Optional<String>> nonces) {
        this.nonces = nonces;
        this.challenge = challenge;
        this.profile = profile;
        this.challenged = challenge.line();
        String empty = AcceptSignature.of(wish(1, profile.tag(), List.of(), Optional.empty()))
                .text();
        this.parameters = empty.substring(empty.indexOf(')'));
        for (Reason reason : Reason.values()) {
            SignatureAnswer answer = reason.answer();
            Rejection rejection = Rejection.of(answer.status(), answer.code(), reason.word());
            bare.put(reason, answer == SignatureAnswer.TOO_LARGE ? rejection.asHard() : rejection);
        }
    }

    Rejection rejection(SignatureRefusedException refused, RequestView request) {
        int status = refused.reason().answer().status();
        String step = "step " + refused.step().number();
        Rejection rejection = Objects.requireNonNull(bare.get(refused.reason()))
                .note(refused.note().isEmpty() ? step : step + ", " + refused.note());
        if (status == UNAUTHORIZED) {
            List<HeaderLine> lines = challenges(request);
            lines.add(date()); // for honest clients with a bad clock
            return rejection.headers(lines);
        }
        if (status == UNAVAILABLE) {
            long seconds = Math.max(1, refused.retryAfter().toSeconds());
            return rejection.header("Retry-After", Long.toString(seconds));
        }
        return rejection;
    }

    private HeaderLine date() {
        long second = challenge.clock().instant().getEpochSecond();
        Dated last = dated;
        if (last.second() != second) {
            last = new Dated(second, new HeaderLine("Date", Challenge.date(second)));
            dated = last;
        }
        return last.line();
    }

    /** What a client needs to know to sign this request; a list of the caller's own. */
    List<HeaderLine> challenges(RequestView request) {
        List<HeaderLine> lines = new ArrayList<>(4);
        lines.add(challenged);
        lines.add(new HeaderLine("Accept-Signature", wished(request)));
        if (profile.expectsContent(request)) {
            lines.add(WANTED_DIGEST);
        }
        return lines;
    }

    /** RFC 9421 §5.1: one wish for each demanded tag. {@code created} is wished without a value. */
    private String wished(RequestView request) {
        List<String> names = profile.wanted(request);
        Optional<String> nonce = nonces.get();
        if (nonce.isEmpty() && profile.tags().size() < 2) {
            return onlyWish(names, request);
        }
        List<Component> components =
                names.stream().map(name -> profile.component(name, request)).toList();
        if (profile.tags().size() < 2) {
            return AcceptSignature.of(wish(1, profile.tag(), components, nonce)).text();
        }
        List<AcceptSignature.Wish> wishes = new ArrayList<>();
        for (String tag : profile.tags()) {
            Optional<String> own = wishes.isEmpty() ? nonce : nonces.get();
            wishes.add(wish(wishes.size() + 1, Optional.of(tag), components, own));
        }
        return AcceptSignature.of(wishes).text();
    }

    /** What {@link AcceptSignature} would write: a refusal must not cost more than an acceptance. */
    private String onlyWish(List<String> names, RequestView request) {
        StringBuilder text = new StringBuilder(USUAL).append("sig1=(");
        for (int i = 0; i < names.size(); i++) {
            text.append(i == 0 ? "" : " ")
                    .append(profile.component(names.get(i), request).text());
        }
        return text.append(parameters).toString();
    }

    private AcceptSignature.Wish wish(
            int number, Optional<String> tag, List<Component> components, Optional<String> nonce) {
        Map<String, BareItem> wished = new LinkedHashMap<>();
        wished.put("created", BareItem.TRUE);
        if (profile.lifetime() != null) {
            wished.put("expires", BareItem.TRUE);
        }
        nonce.ifPresent(text -> wished.put("nonce", new BareItem.Str(text)));
        tag.ifPresent(text -> wished.put("tag", new BareItem.Str(text)));
        return AcceptSignature.Wish.of("sig" + number, components, wished);
    }
}
