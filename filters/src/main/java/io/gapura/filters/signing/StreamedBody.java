package io.gapura.filters.signing;

import io.gapura.filters.BodyGuard;
import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Decision;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.io.IOException;
import java.util.function.Function;

/**
 * Step 8 while the application reads: hashes what it is given, and compares when all has come. With a declared length
 * the last piece is compared before the application sees it; without, the end of the stream is. Belongs to one request.
 */
final class StreamedBody implements BodyGuard {
    private final ContentDigest digest;
    private final RunningDigest running;
    private final long declared;
    private final long most;
    private final Function<SignatureRefusedException, Rejection> answers;
    private boolean done;

    /**
     * @param declared how much is to come, or -1
     * @param most in bytes; more is 413
     */
    StreamedBody(
            ContentDigest digest, long declared, long most, Function<SignatureRefusedException, Rejection> answers) {
        this.digest = digest;
        this.running = digest.running();
        this.declared = declared;
        this.most = most;
        this.answers = answers;
    }

    /** All but the body is proven; the body is, while it is read. */
    static Decision decision(BodyRules rules, ProfileChoice.Choice choice, RequestView request, SignatureFields fields)
            throws SignatureRefusedException, IOException {
        Verification.Unread proven = choice.verification().verifyUnread(request, fields);
        Decision.Proceed proceed = Decision.proceed(request.withCaller(proven.caller()));
        return proven.digest() == null
                ? proceed
                : proceed.bodyGuard(new StreamedBody(
                        proven.digest(),
                        request.declaredLength(),
                        rules.most(),
                        refused -> choice.answers().rejection(refused, request)));
    }

    @Override
    public void bytes(byte[] piece, int offset, int length) throws BodyRejectedException {
        if (done) {
            throw refused(SignatureRefusedException.of(Reason.DIGEST, "more than was declared"));
        }
        if (running.length() + length > most) {
            throw refused(SignatureRefusedException.of(Reason.BODY_LIMIT, "more than " + most + " bytes"));
        }
        running.update(piece, offset, length);
        if (running.length() == declared) {
            prove();
        }
    }

    @Override
    public void end() throws BodyRejectedException {
        if (!done) {
            prove();
        }
    }

    @Override
    public boolean awaitsEnd() {
        return !done;
    }

    private void prove() throws BodyRejectedException {
        try {
            digest.verify(running);
            done = true;
        } catch (SignatureRefusedException other) {
            throw refused(other);
        }
    }

    private BodyRejectedException refused(SignatureRefusedException refused) {
        done = true;
        return new BodyRejectedException(answers.apply(refused));
    }
}
