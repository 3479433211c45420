package io.gapura.filters.signing.client;

import io.gapura.filters.config.DataSize;
import io.gapura.filters.signing.RequestSigner;
import io.gapura.filters.signing.ResponseRefusedException;
import io.gapura.filters.signing.ResponseVerifier;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseFilter;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.WriterInterceptor;
import java.util.Map;

/**
 * Signs every request of a Jakarta REST client:
 *
 * <pre>{@code
 * var client = ClientBuilder.newBuilder()
 *         .register(SigningClientFeature.of(RequestSigner.with(key, SignatureProfile.STRICT)))
 *         .build();
 * }</pre>
 *
 * <p>Two parts do it: a request filter that runs after all others signs requests without entity; a writer interceptor that
 * runs nearest to the wire, outside of encoders such as gzip, signs the bytes of the entity, held in memory up to {@link
 * #maxBody}. Whoever registers an interceptor with a priority below {@value #NEAREST_TO_THE_WIRE} that changes the bytes
 * breaks the digest.
 *
 * <p>Redirects are returned, not followed: a runtime that follows one by itself re-sends the old signature, to whatever
 * host. Jersey's are switched off here; RESTEasy and CXF follow none unless told to. Jersey's default connector repeats a
 * POST on a dead connection unless the JVM runs with {@code -Dsun.net.http.retryPost=false}: the second is refused as a
 * replay.
 *
 * <p>Immutable and thread-safe, and may be registered with any number of clients; refining methods return copies.
 */
public final class SigningClientFeature implements Feature {
    static final int NEAREST_TO_THE_WIRE = 1_000;

    /** A name, not a class: Jersey need not be there. */
    private static final String JERSEY_REDIRECTS = "jersey.config.client.followRedirects";

    private final ClientPlan plan;

    private SigningClientFeature(ClientPlan plan) {
        this.plan = plan;
    }

    public static SigningClientFeature of(RequestSigner signer) {
        return new SigningClientFeature(ClientPlan.of(signer));
    }

    /** The same for entities up to so many bytes, at most 64 MiB; 1 MiB by default. Over it: {@link ContentTooLargeException}. */
    public SigningClientFeature maxBody(DataSize most) {
        return new SigningClientFeature(plan.sending(most.toBytes()));
    }

    /**
     * The same, handing out only responses that the verifier has found to be the answer to the request that was sent. Each
     * is held in memory, up to {@link #maxResponse}. Refused: a {@code ProcessingException} caused by {@link
     * ResponseRefusedException}, and the application sees nothing of the response.
     */
    public SigningClientFeature verifying(ResponseVerifier responses) {
        return new SigningClientFeature(plan.verifying(responses));
    }

    /** The same for verified responses up to so many bytes, at most 64 MiB; 1 MiB by default. */
    public SigningClientFeature maxResponse(DataSize most) {
        return new SigningClientFeature(plan.receiving(most.toBytes()));
    }

    @Override
    public boolean configure(FeatureContext context) {
        context.property(JERSEY_REDIRECTS, false);
        context.register(new RequestPart(plan), Map.of(ClientRequestFilter.class, Integer.MAX_VALUE));
        context.register(new EntityPart(plan), Map.of(WriterInterceptor.class, NEAREST_TO_THE_WIRE));
        if (plan.verifier().isPresent()) {
            context.register(new ResponsePart(plan), Map.of(ClientResponseFilter.class, Integer.MAX_VALUE));
        }
        return true;
    }
}
