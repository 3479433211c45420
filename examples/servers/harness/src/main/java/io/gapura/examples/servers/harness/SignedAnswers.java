package io.gapura.examples.servers.harness;

import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.ResponseRefusedException;
import io.gapura.filters.signing.ResponseVerifier;
import io.gapura.filters.signing.SignatureProfile;
import io.gapura.filters.testkit.RawAnswer;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Proves each signed answer as a client would: what a server signs must hold for the bytes that left it. */
final class SignedAnswers {
    private final ResponseVerifier verifier;

    private SignedAnswers(ResponseVerifier verifier) {
        this.verifier = verifier;
    }

    static SignedAnswers by(KeyRing servers) {
        return new SignedAnswers(ResponseVerifier.with(servers, SignatureProfile.STRICT));
    }

    /** The same answer; throws when it is signed, and the signature does not hold for it and its request. */
    RawAnswer proven(byte[] request, RawAnswer answer) throws IOException {
        if (answer.all("Signature").isEmpty() || !answer.complete()) {
            return answer;
        }
        String text = new String(request, StandardCharsets.ISO_8859_1);
        List<String> lines = text.substring(0, text.indexOf("\r\n\r\n")).lines().toList();
        String[] words = lines.get(0).split(" ", 3);
        List<HeaderLine> sent = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            sent.add(new HeaderLine(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        String host = sent.stream()
                .filter(line -> line.named("Host"))
                .findFirst()
                .orElseThrow()
                .value();
        List<String> fields = new ArrayList<>();
        answer.headers().forEach(field -> fields.addAll(List.of(field.name(), field.value())));
        try {
            verifier.verify(
                    words[0],
                    URI.create("http://" + host + words[1]),
                    sent,
                    answer.status(),
                    Headers.of(fields.toArray(String[]::new)),
                    ByteBuffer.wrap(answer.content()));
            return answer;
        } catch (ResponseRefusedException refused) {
            throw new IOException(
                    "an answer whose signature does not hold: " + lines.get(0) + ": " + refused.getMessage(), refused);
        }
    }
}
