package io.gapura.filters.bearer;

import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Rejection;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is answered instead of letting a request pass: made once, one document for every cause (RFC 6750 §3). */
final class BearerAnswers {
    private static final int RETRY_SECONDS = 10;

    private final List<HeaderLine> challenges;
    private final Map<TokenReason, Rejection> refusals = new EnumMap<>(TokenReason.class);
    private final Decision.Reject missing;
    private final Decision.Reject inQuery;
    private final Decision.Reject severalLines;
    private final Decision.Reject severalCarriers;

    /**
     * @param realm without quotes and backslashes
     * @param metadata the URL of RFC 9728
     * @param more challenges of proofs
     */
    BearerAnswers(String realm, Optional<String> metadata, List<HeaderLine> more) {
        challenges = challenges(realm, "", metadata, more);
        List<HeaderLine> invalidToken = challenges(realm, ", error=\"invalid_token\"", metadata, more);
        for (TokenReason reason : TokenReason.values()) {
            Rejection rejection = reason.isTemporary()
                    ? Rejection.of(503, "token-unavailable", reason.word())
                            .header("Retry-After", String.valueOf(RETRY_SECONDS))
                    : Rejection.of(401, "token-refused", reason.word()).headers(invalidToken);
            refusals.put(reason, rejection);
        }
        Rejection none = Rejection.of(401, "token-missing", "missing").headers(challenges);
        missing = Decision.reject(none);
        inQuery = Decision.reject(none.note("there is a token in the query, where none is read"));
        HeaderLine invalidRequest = challenges(realm, ", error=\"invalid_request\"", Optional.empty(), List.of())
                .get(0);
        severalLines = malformed("several-lines", invalidRequest);
        severalCarriers = malformed("several-carriers", invalidRequest);
    }

    private static List<HeaderLine> challenges(
            String realm, String error, Optional<String> metadata, List<HeaderLine> more) {
        List<HeaderLine> lines = new ArrayList<>();
        lines.add(new HeaderLine(
                "WWW-Authenticate",
                "Bearer realm=\"" + realm + "\"" + error
                        + metadata.map(url -> ", resource_metadata=\"" + url + "\"")
                                .orElse("")));
        lines.addAll(more);
        return List.copyOf(lines);
    }

    private static Decision.Reject malformed(String reason, HeaderLine challenge) {
        return Decision.reject(Rejection.of(400, "token-malformed", reason).headers(List.of(challenge)));
    }

    /** How to prove oneself, for a 401 of anybody. */
    List<HeaderLine> challenges() {
        return challenges;
    }

    Rejection refusal(TokenReason reason) {
        return refusals.getOrDefault(reason, missing.rejection());
    }

    Decision.Reject missing() {
        return missing;
    }

    /** None where one is read. */
    Decision.Reject inQuery() {
        return inQuery;
    }

    Decision.Reject severalLines() {
        return severalLines;
    }

    Decision.Reject severalCarriers() {
        return severalCarriers;
    }
}
