package io.gapura.validation;

import io.gapura.filters.BodyGuard;
import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Decision;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Violation;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a request says of its content against the contract, and watches its bytes: whether there may or must be any,
 * of what type, and how many. Immutable and thread-safe.
 */
final class ContentCheck {
    static final Rejection UNEXPECTED = body(400, "request-malformed", "body.unexpected");
    static final Rejection REQUIRED = body(400, "content-malformed", "body.required");
    static final Rejection SIZE = body(413, "body-too-large", "body.size");

    private final @Nullable BodyRule rule;
    private final boolean closed;
    private final Settlement settlement;
    private final BodyStructure structure;
    private final @Nullable MediaTypes types;
    private final long most;

    ContentCheck(EndpointContract contract, Settlement settlement, BodyStructure structure) {
        this.rule = contract.body().orElse(null);
        this.closed = contract.isClosed();
        this.settlement = settlement;
        this.structure = structure;
        this.types = rule == null ? null : types(rule);
        this.most = rule == null ? 0 : rule.maxBody().orElse(Long.MAX_VALUE);
    }

    /** A range of types is left to the runtime; what there is of a length is demanded all the same. */
    private static @Nullable MediaTypes types(BodyRule rule) {
        boolean exact =
                !rule.mediaTypes().isEmpty() && rule.mediaTypes().stream().noneMatch(type -> type.indexOf('*') >= 0);
        if (!exact) {
            return null;
        }
        MediaTypes types = MediaTypes.accepting(rule.mediaTypes());
        return rule.isLengthRequired() ? types.withDeclaredLength() : types;
    }

    Settlement settlement() {
        return settlement;
    }

    private static Rejection body(int status, String code, String word) {
        return Rejection.of(status, code, word).violations(List.of(new Violation(Violation.Place.BODY, "", word)));
    }

    /** What is known before a byte is read; a locator says nothing of it, what it leads to does. */
    Decision decide(RequestView request, Decision.Proceed left) throws IOException {
        long declared = request.declaredLength();
        boolean announced = isAnnounced(request);
        if (request.isDispatched()) { // its content was looked after for the first endpoint
            return left;
        }
        if (!closed) {
            return structured(request, left);
        }
        if (rule == null) {
            return announced ? undeclared(declared, left) : left;
        }
        if (!announced) {
            return rule.isRequired() ? settlement.of(left, REQUIRED) : left;
        }
        Decision sized = declared > most ? settlement.of(left, SIZE) : left;
        return sized instanceof Decision.Proceed goesOn ? typed(request, declared <= most, goesOn) : sized;
    }

    /** What is only recorded ends nothing: what stands behind it is looked at all the same. */
    private Decision typed(RequestView request, boolean fits, Decision.Proceed left) throws IOException {
        Decision typed = types == null ? left : types.check(request);
        Decision settled = typed instanceof Decision.Reject refused ? settlement.of(left, refused.rejection()) : left;
        if (!(settled instanceof Decision.Proceed goesOn)) {
            return settled;
        }
        boolean required = Objects.requireNonNull(rule).isRequired();
        boolean awaits = (required || request.headers().isChunked())
                && request.declaredLength() < 0
                && structure.isJson(request);
        boolean watches = most < Long.MAX_VALUE || required || awaits;
        long bound = fits ? most : Long.MAX_VALUE; // what was told is not told again
        return structured(request, watches ? goesOn.bodyGuard(new Count(bound, required, awaits, settlement)) : goesOn);
    }

    /** On HTTP/1 what is not announced does not come (RFC 9112 §6.3); later versions announce nothing. */
    private static boolean isAnnounced(RequestView request) {
        long declared = request.declaredLength();
        return declared > 0
                || request.headers().isChunked()
                || declared < 0 && !request.protocol().startsWith("HTTP/1");
    }

    private Decision structured(RequestView request, Decision.Proceed left) throws IOException {
        Decision.Proceed seen = left;
        Optional<Rejection> soft = structure.unreadable(request);
        if (soft.isPresent()) {
            Decision settled = settlement.of(left, soft.get());
            if (!(settled instanceof Decision.Proceed goesOn)) {
                return settled;
            }
            seen = goesOn;
        }
        Decision watched = structure.watch(request, seen);
        if (!(watched instanceof Decision.Proceed proceed)) {
            return settlement.of(seen, ((Decision.Reject) watched).rejection());
        }
        Optional<BodyGuard> watching = proceed.bodyGuard();
        if (proceed == seen || watching.isEmpty()) {
            return proceed;
        }
        BodyGuard settled = settlement.isPlain() ? watching.get() : new SettledGuard(watching.get(), settlement);
        return seen.bodyGuard(
                seen.bodyGuard().isPresent() ? new BothGuards(seen.bodyGuard().get(), settled) : settled);
    }

    private Decision undeclared(long declared, Decision.Proceed left) {
        return declared > 0 ? settlement.of(left, UNEXPECTED) : left.bodyGuard(new Nothing(settlement));
    }

    /** Counts what the application reads. */
    private static final class Count implements BodyGuard {
        private final long most;
        private final boolean required;
        private final Settlement settlement;
        private boolean awaits;
        private long count;

        /** @param awaits whether nobody knows before the first byte whether there is one */
        private Count(long most, boolean required, boolean awaits, Settlement settlement) {
            this.most = most;
            this.required = required;
            this.awaits = awaits;
            this.settlement = settlement;
        }

        @Override
        public void bytes(byte[] piece, int offset, int length) throws BodyRejectedException {
            awaits = false;
            count += length;
            if (count > most) {
                throw settlement.thrown(SIZE);
            }
        }

        @Override
        public void end() throws BodyRejectedException {
            awaits = false;
            if (count == 0 && required) {
                throw settlement.thrown(REQUIRED);
            }
        }

        @Override
        public boolean awaitsEnd() {
            return awaits;
        }

        @Override
        public boolean observes() {
            return settlement.shadowed();
        }
    }

    /** Where nothing is declared, the first byte is one too many. */
    private static final class Nothing implements BodyGuard {
        private final Settlement settlement;
        private boolean awaits = true;

        private Nothing(Settlement settlement) {
            this.settlement = settlement;
        }

        @Override
        public void bytes(byte[] piece, int offset, int length) throws BodyRejectedException {
            awaits = false;
            throw settlement.thrown(UNEXPECTED);
        }

        @Override
        public void end() {
            awaits = false;
        }

        @Override
        public boolean awaitsEnd() {
            return awaits;
        }

        @Override
        public boolean observes() {
            return settlement.shadowed();
        }
    }
}
