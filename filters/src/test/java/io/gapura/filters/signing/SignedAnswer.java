package io.gapura.filters.signing;

import io.gapura.filters.Body;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.RequestView;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A server that signs what it answers, made of the same parts as the verifier: for clients under test. */
public final class SignedAnswer {
    private final SigningKey key;
    private final SignatureProfile profile;
    private final InstantSource clock;

    public SignedAnswer(SigningKey key, SignatureProfile profile, InstantSource clock) {
        this.key = key;
        this.profile = profile;
        this.clock = clock;
    }

    /** The lines to add to an answer. */
    public List<HeaderLine> lines(
            String method, URI uri, List<HeaderLine> request, int status, List<HeaderLine> answer, byte[] content) {
        try {
            RequestView view = Outgoing.view(method, uri, request, Body.none());
            List<HeaderLine> made = new ArrayList<>();
            made.add(new HeaderLine(
                    "Content-Digest", ContentDigest.of(ContentDigest.Algorithm.SHA_256, ByteBuffer.wrap(content))));
            List<String> flat = new ArrayList<>();
            answer.forEach(line -> flat.addAll(List.of(line.name(), line.value())));
            made.forEach(line -> flat.addAll(List.of(line.name(), line.value())));
            Message message = Message.response(status, Headers.of(flat.toArray(String[]::new)), view);
            SignatureInput input =
                    SignatureInput.of(profile.data().response().wanted(message, signed(view)), parameters());
            String signature =
                    Base64.getEncoder().encodeToString(key.sign(profile.bases().of(message, input)));
            made.add(new HeaderLine("Signature-Input", "answer=" + input.text()));
            made.add(new HeaderLine("Signature", "answer=:" + signature + ":"));
            return made;
        } catch (SignatureRefusedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static SignatureInput signed(RequestView view) throws SignatureRefusedException {
        SignatureFields fields = SignatureFields.read(view.headers()).orElseThrow();
        return SignatureInput.of(fields.input(fields.labels().iterator().next()));
    }

    private Map<String, BareItem> parameters() {
        Map<String, BareItem> parameters = new LinkedHashMap<>();
        parameters.put("created", new BareItem.Int(clock.instant().getEpochSecond()));
        parameters.put("keyid", new BareItem.Str(key.keyId()));
        return parameters;
    }
}
