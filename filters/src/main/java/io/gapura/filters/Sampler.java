package io.gapura.filters;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Draws the share of callers that a sampled policy is enforced for: stable per caller, unpredictable to it. Asked only
 * when a sampled policy refuses.
 */
final class Sampler {
    private final SecretKeySpec salt;

    Sampler(byte[] salt) {
        this.salt = new SecretKeySpec(salt, "HmacSHA256");
    }

    boolean enforced(Step step, RequestView request) {
        Mode mode = step.mode();
        return mode.sampled() ? draw(step.policy().name(), request) < mode.share() : mode.share() > 0;
    }

    private int draw(String policy, RequestView request) {
        Caller caller = request.caller();
        String who = caller.isAnonymous()
                ? request.client().address()
                : caller.mechanism() + '\0' + caller.issuer() + '\0' + caller.id();
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(salt);
            mac.update(policy.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            mac.update(who.getBytes(StandardCharsets.UTF_8));
            return (int) Long.remainderUnsigned(ByteBuffer.wrap(mac.doFinal()).getLong(), 10_000);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", missing);
        }
    }
}
