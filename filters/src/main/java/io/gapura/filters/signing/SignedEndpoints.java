package io.gapura.filters.signing;

import io.gapura.filters.Decision;
import io.gapura.filters.Declarations;
import io.gapura.filters.Endpoint;
import io.gapura.filters.PerEndpoint;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Stage;
import java.lang.annotation.Annotation;
import java.util.Map;
import java.util.Optional;

/**
 * The policy {@code signed}: an endpoint with {@link Signed} runs for callers alone whom {@link Signatures} has proven by
 * that profile. Whoever else comes, anonymous or proven by other means, gets the answer of a signature that did not hold.
 *
 * <p>Thread-safe; remembers each endpoint.
 */
final class SignedEndpoints implements Policy {
    static final String NAME = "signed";

    private static final Declarations<Signed> DECLARED = Declarations.of(Signed.class);

    private final Map<String, SignatureAnswers> profiles;
    private final boolean answersAreSigned;
    private final PerEndpoint<Optional<Signed>> demands =
            PerEndpoint.of(Optional.empty(), endpoint -> DECLARED.of(endpoint).found());

    /**
     * Serves the profiles of one verifier.
     *
     * @param profiles by name
     * @param answersAreSigned whether that verifier signs answers, so that endpoints may demand it
     */
    SignedEndpoints(Map<String, SignatureAnswers> profiles, boolean answersAreSigned) {
        this.profiles = Map.copyOf(profiles);
        this.answersAreSigned = answersAreSigned;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Stage stage() {
        return Stage.ENDPOINT;
    }

    /** It asks how a caller was proven, not what the caller may do. */
    @Override
    public boolean rulesOnAccess() {
        return false;
    }

    /** Not an answer that must be signed where nothing signs answers. */
    @Override
    public boolean serves(Annotation demand) {
        return demand instanceof Signed signed
                && profiles.containsKey(signed.profile())
                && (answersAreSigned || !signed.response());
    }

    @Override
    public Optional<Ruling> ruling(Endpoint endpoint) {
        return DECLARED.of(endpoint).found().map(signed -> new Ruling(words(signed), true));
    }

    private static String words(Signed signed) {
        return "signature " + signed.profile() + (signed.response() ? ", signed answer" : "");
    }

    @Override
    public Decision decide(RequestView request) {
        Optional<Signed> demanded = request.endpoint().flatMap(demands::get);
        if (demanded.isEmpty()) {
            return Decision.proceed();
        }
        SignatureAnswers answers = profiles.get(demanded.get().profile());
        if (answers == null) { // the engine has refused it before: this is for whoever asks without the engine
            return Decision.reject(
                    Rejection.of(500, "gate-misconfigured", "demand-unserved").asHard());
        }
        Optional<VerifiedSignature> proof = request.caller().proof(VerifiedSignature.class);
        if (proof.isEmpty()) {
            return Decision.reject(answers.rejection(
                    SignatureRefusedException.of(Reason.MISSING, "the endpoint takes signed requests alone"), request));
        }
        if (!proof.get().profile().equals(demanded.get().profile())) {
            return Decision.reject(answers.rejection(
                    SignatureRefusedException.of(
                            Reason.TAG,
                            "proven by the profile " + proof.get().profile() + ", the endpoint takes "
                                    + demanded.get().profile()),
                    request));
        }
        return demanded.get().response()
                ? Decision.proceed().responseGuard(ResponseSigner.demand())
                : Decision.proceed();
    }
}
