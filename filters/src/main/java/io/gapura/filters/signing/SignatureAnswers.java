package io.gapura.filters.signing;

import io.gapura.filters.HeaderLine;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Turns a refusal into the answer. All 401 for one request are alike, whatever was wrong: what they ask for follows from
 * the profile and the request, never from the cause. No key id is named (RFC 9421 §8.3).
 */
final class SignatureAnswers {
    private static final int UNAUTHORIZED = 401;
    private static final int UNAVAILABLE = 503;

    private final Challenge challenge;
    private final SignatureProfile profile;
    private final Supplier<Optional<String>> nonces;

    /**
     * Answers for one policy.
     *
     * @param nonces gives a fresh one that a client is to use, or none
     */
    SignatureAnswers(Challenge challenge, SignatureProfile profile, Supplier<Optional<String>> nonces) {
        this.nonces = nonces;
        this.challenge = challenge;
        this.profile = profile;
    }

    Rejection rejection(SignatureRefusedException refused, RequestView request) {
        Reason.Answer answer = refused.reason().answer();
        Rejection rejection =
                Rejection.of(answer.status(), answer.code(), refused.reason().word());
        String step = "step " + refused.step().number();
        rejection = rejection.note(refused.note().isEmpty() ? step : step + ", " + refused.note());
        if (answer.status() == UNAUTHORIZED) {
            for (HeaderLine line : challenges(request)) {
                rejection = rejection.header(line.name(), line.value());
            }
            rejection = rejection.header("Date", challenge.date()); // for honest clients with a bad clock
        }
        if (answer.status() == UNAVAILABLE) {
            long seconds = Math.max(1, refused.retryAfter().toSeconds());
            rejection = rejection.header("Retry-After", Long.toString(seconds));
        }
        return answer == Reason.Answer.TOO_LARGE ? rejection.asHard() : rejection;
    }

    /** What a client needs to know to sign this request. */
    List<HeaderLine> challenges(RequestView request) {
        List<HeaderLine> lines = new ArrayList<>(3);
        lines.add(challenge.line());
        lines.add(new HeaderLine("Accept-Signature", wishes(request).text()));
        if (profile.expectsContent(request)) {
            lines.add(new HeaderLine("Want-Content-Digest", "sha-256=10"));
        }
        return lines;
    }

    /** RFC 9421 §5.1: one wish for each demanded tag. {@code created} is wished without a value. */
    private AcceptSignature wishes(RequestView request) {
        List<Component> components = profile.wanted(request).stream()
                .map(name -> profile.component(name, request))
                .toList();
        if (profile.tags().size() < 2) {
            return AcceptSignature.of(wish(1, profile.tag(), components));
        }
        List<AcceptSignature.Wish> wishes = new ArrayList<>();
        for (String tag : profile.tags()) {
            wishes.add(wish(wishes.size() + 1, Optional.of(tag), components));
        }
        return AcceptSignature.of(wishes);
    }

    private AcceptSignature.Wish wish(int number, Optional<String> tag, List<Component> components) {
        Map<String, BareItem> wished = new LinkedHashMap<>();
        wished.put("created", BareItem.TRUE);
        if (profile.lifetime() != null) {
            wished.put("expires", BareItem.TRUE);
        }
        nonces.get().ifPresent(nonce -> wished.put("nonce", new BareItem.Str(nonce)));
        tag.ifPresent(text -> wished.put("tag", new BareItem.Str(text)));
        return AcceptSignature.Wish.of("sig" + number, components, wished);
    }
}
