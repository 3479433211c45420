package io.gapura.filters.signing;

import io.gapura.filters.RequestView;
import java.util.Set;

/**
 * What a signature must say of itself (RFC 9421 §2.3), apart from time.
 *
 * @param nonce for which requests there must be one; one that is there is always checked
 * @param shortestNonce in characters
 * @param alg whether {@code alg} may be sent; it only confirms what the key says
 * @param unknown whether parameters are taken that the RFC does not name
 */
record ParameterRules(Nonce nonce, int shortestNonce, boolean alg, boolean unknown) {
    private static final int LONGEST_NONCE = 128;
    private static final Set<String> NUMBERS = Set.of("created", "expires");
    private static final Set<String> TEXTS = Set.of("nonce", "alg", "keyid", "tag");
    private static final long LATEST = 999_999_999_999L;

    /** When a nonce must be there. */
    enum Nonce {
        /** RFC 9110 §9.2.1: what changes nothing may come again. */
        UNLESS_SAFE,
        OPTIONAL;

        private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

        boolean requiredFor(String method) {
            return this == UNLESS_SAFE && !SAFE_METHODS.contains(method);
        }
    }

    ParameterRules withoutNonce() {
        return new ParameterRules(Nonce.OPTIONAL, shortestNonce, alg, unknown);
    }

    /** Step 3. */
    void require(Message message, SignatureInput input) throws SignatureRefusedException {
        if (!input.isTyped()) {
            requireTypes(input.parameters());
        }
        if (input.createdAt() == SignatureInput.ABSENT || input.keyIdText() == null) {
            throw SignatureRefusedException.of(Reason.PARAMETER, "created or keyid is absent");
        }
        String sent = input.nonceText();
        int length = sent == null ? -1 : sent.length();
        RequestView request = message.isResponse() ? null : message.request();
        if (length < 0 && request != null && nonce.requiredFor(request.method())) {
            throw SignatureRefusedException.of(Reason.PARAMETER, "nonce is absent");
        }
        if (length >= 0 && (length < shortestNonce || length > LONGEST_NONCE)) {
            throw SignatureRefusedException.of(Reason.PARAMETER, "nonce of " + length + " characters");
        }
        if (!alg && input.algText() != null) {
            throw SignatureRefusedException.of(Reason.ALG, "alg is not to be sent");
        }
    }

    /** §2.3: created and expires are Integers, the others Strings; a Decimal or Date is none. */
    private void requireTypes(Keyed<BareItem> parameters) throws SignatureRefusedException {
        for (int i = 0; i < parameters.size(); i++) {
            if (!isRight(parameters.key(i), parameters.value(i))) {
                throw SignatureRefusedException.of(
                        Reason.PARAMETER, "parameter of " + parameters.key(i).length() + " characters");
            }
        }
    }

    private boolean isRight(String name, BareItem value) {
        if (NUMBERS.contains(name)) {
            return value instanceof BareItem.Int time && time.value() >= 0 && time.value() <= LATEST;
        }
        return TEXTS.contains(name) ? value instanceof BareItem.Str : unknown;
    }
}
