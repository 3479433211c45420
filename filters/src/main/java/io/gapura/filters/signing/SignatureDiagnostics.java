package io.gapura.filters.signing;

import io.gapura.filters.Body;
import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Headers;
import io.gapura.filters.RefusedException;
import io.gapura.filters.RequestView;
import io.gapura.filters.signing.SignatureExplanation.State;
import io.gapura.filters.signing.SignatureExplanation.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells a person why a signature does not hold: the signature base line by line, and the steps of the verification with
 * the first that fails. Client and server print the same layout, so that {@code diff} shows what one side signed and the
 * other saw.
 *
 * <p>Asks no replay store and claims no nonce. Reads content only after the signature over its digest held, unless the
 * profile takes trailers, which stand behind it. The text holds
 * values of the message: it is for a log or a terminal, never for an answer. Values of credentials and cookies are shown
 * as lengths, and then the hash of the base is left out. Immutable and thread-safe; refining methods return copies.
 */
public final class SignatureDiagnostics {
    /** What no log may have, wherever it stands in a base. */
    private static final Set<String> HIDDEN =
            Set.of("authorization", "proxy-authorization", "cookie", "set-cookie", "authentication-info");

    private static final int MOST_CONTENT = 64 << 20;

    private final KeyRing keys;
    private final SignatureProfile profile;
    private final InstantSource clock;
    private final Set<String> authorities;
    private final Set<String> hidden;
    private final Proving proving;

    private SignatureDiagnostics(
            KeyRing keys, SignatureProfile profile, InstantSource clock, Set<String> authorities, Set<String> hidden) {
        this.keys = keys;
        this.profile = profile;
        this.clock = clock;
        this.authorities = authorities;
        this.hidden = hidden;
        DummyKeys dummies = new DummyKeys(profile.data().algorithms(), new SecureRandom());
        this.proving = new Proving(
                profile,
                keys,
                dummies,
                this::admit,
                (input, now) -> profile.data().time().require(input, now, Long.MIN_VALUE));
    }

    /** For these keys and this profile, by the system's clock, for requests to any host. */
    public static SignatureDiagnostics with(KeyRing keys, SignatureProfile profile) {
        return new SignatureDiagnostics(keys, profile, InstantSource.system(), Set.of(), HIDDEN);
    }

    /** {@link #request} in one call. */
    public static String explain(RequestView view, KeyRing keys, SignatureProfile profile) throws IOException {
        return with(keys, profile).request(view).toString();
    }

    /** The same as it would have been at another time, such as that of a capture. */
    public SignatureDiagnostics clock(InstantSource time) {
        return new SignatureDiagnostics(keys, profile, time, authorities, hidden);
    }

    /** The same for a server that takes requests to these hosts alone. */
    public SignatureDiagnostics authorities(Set<String> hosts) {
        return new SignatureDiagnostics(keys, profile, clock, SignatureSetup.normalised(hosts), hidden);
    }

    /** The same, showing the values of these fields as lengths as well. */
    public SignatureDiagnostics hiding(String... fields) {
        Set<String> more = new HashSet<>(hidden);
        for (String field : fields) {
            more.add(field.toLowerCase(Locale.ROOT));
        }
        return new SignatureDiagnostics(keys, profile, clock, authorities, Set.copyOf(more));
    }

    /** Step 5, as far as it is not about the key. */
    private void admit(Message message, SignatureInput input) throws SignatureRefusedException {
        boolean listed = authorities.isEmpty()
                || message.isResponse()
                || authorities.contains(
                        Objects.requireNonNull(message.request()).authority());
        if (!listed) {
            throw SignatureRefusedException.of(Reason.AUTHORITY, "authority is not listed");
        }
    }

    /**
     * Explains a request.
     *
     * @throws IOException when the client went away while its content was read
     */
    public SignatureExplanation request(RequestView view) throws IOException {
        return explain(Message.of(view), view.body());
    }

    /** The same on a server, which leaves content on the wire that nobody has read yet. */
    SignatureExplanation received(RequestView view) throws IOException {
        return explain(Message.of(view), view.isBodyRead() ? view.body() : null);
    }

    /**
     * Explains a response.
     *
     * @param content as framed: not decoded
     * @param answered the request with every field that went out; null when it is not known
     */
    public SignatureExplanation response(int status, Headers headers, byte[] content, @Nullable RequestView answered)
            throws IOException {
        Message message =
                answered == null ? Message.response(status, headers) : Message.response(status, headers, answered);
        return explain(message, Body.of(content));
    }

    private SignatureExplanation explain(Message message, @Nullable Body body) throws IOException {
        Instant now = clock.instant();
        SignatureRefusedException refused = null;
        SignatureFields fields = null;
        try {
            fields = SignatureFields.read(message.headers())
                    .orElseThrow(() -> SignatureRefusedException.of(Reason.MISSING, ""));
            verify(message, fields, body, now);
        } catch (SignatureRefusedException found) {
            refused = found;
        } catch (RefusedException unreadable) {
            String reason = unreadable.rejection().reason();
            refused = SignatureRefusedException.of(Reason.AUTHORITY, reason);
        }
        ExplanationText text = new ExplanationText(keys, profile, message, now.getEpochSecond(), hidden);
        return text.of(fields, steps(refused, body != null));
    }

    /** As a server does, without its store. */
    private void verify(Message message, SignatureFields fields, @Nullable Body body, Instant now)
            throws SignatureRefusedException, IOException {
        boolean digested = message.headers().contains("content-digest");
        ContentDigest digest = digested ? ContentDigest.read(message.headers()) : null;
        if (body != null && profile.takesTrailers()) {
            content(body); // before the base, which may be made of what follows it
        }
        List<Proof> proofs = proving.prove(message, fields, now);
        if (body == null) {
            return;
        }
        ByteBuffer content = content(body);
        if (digest != null) {
            digest.verify(content);
            profile.data().requireDigestOf(digest);
        }
        boolean proven = digest != null
                && proofs.stream().allMatch(proof -> proof.input().covers("content-digest"));
        if (content.hasRemaining() && !proven && profile.requiresDigest()) {
            throw SignatureRefusedException.of(Reason.DIGEST_MISSING, content.remaining() + " bytes without digest");
        }
    }

    private static ByteBuffer content(Body body) throws SignatureRefusedException, IOException {
        try {
            return body.read(MOST_CONTENT);
        } catch (BodyRejectedException rejected) {
            throw SignatureRefusedException.of(
                            Reason.BODY_LIMIT, rejected.rejection().reason())
                    .at(VerificationStep.BODY);
        }
    }

    private static List<Step> steps(@Nullable SignatureRefusedException refused, boolean content) {
        List<Step> steps = new ArrayList<>();
        for (VerificationStep step : VerificationStep.values()) {
            if (refused != null && refused.step() == step) {
                steps.add(step(step, State.FAILS, refused.reason().word(), refused.note()));
            } else {
                steps.add(step(step, state(step, refused, content), "", ""));
            }
        }
        return steps;
    }

    private static Step step(VerificationStep step, State state, String reason, String note) {
        return new Step(step.number(), step.section(), step.words(), state, reason, note);
    }

    private static State state(VerificationStep step, @Nullable SignatureRefusedException refused, boolean content) {
        if (refused != null && step.compareTo(refused.step()) > 0) {
            return State.NOT_REACHED;
        }
        boolean asked = switch (step) {
            case LENGTH, NONCE -> false;
            case BODY -> content;
            default -> true;
        };
        return asked ? State.HOLDS : State.NOT_ASKED;
    }
}
