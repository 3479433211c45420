package io.gapura.filters.signing;

import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** A client and a server that share a key and a clock that tests move. */
final class Signing {
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    static final String KID = "orders-2026-11";

    final Clock clock = new Clock();
    final SigningKey key = SigningKey.hmac(KID, secret(1));
    final KeyRing ring = KeyRing.builder().active(key, "orders").build();
    final RequestSigner signer =
            RequestSigner.with(key, SignatureProfile.STRICT).clock(clock, new SecureRandom());

    /** A clock that tests set. */
    static final class Clock implements InstantSource {
        private volatile Instant now = NOON;

        void move(long seconds) {
            now = now.plusSeconds(seconds);
        }

        void set(Instant time) {
            now = time;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** A secret that is random to the weakness check and the same in each run. */
    static byte[] secret(int number) {
        byte[] secret = new byte[32];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) (i * i * 7 + i * 13 + number);
        }
        return secret;
    }

    /** The key as a file has it. */
    static String jwkSet() {
        return "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"" + KID + "\",\"k\":\""
                + Base64.getUrlEncoder().withoutPadding().encodeToString(secret(1))
                + "\"}],\"gapura\":{\"callers\":{\"" + KID + "\":{\"name\":\"orders\"}}}}";
    }

    Signatures policy() {
        return Signatures.required(ring).clock(clock, new SecureRandom()).authorities("api.example.com");
    }

    /** A message as it goes over the wire, which tests bend. */
    static final class Message {
        String method;
        String target;
        String scheme = "https";
        byte[] content;
        long declared;
        final List<HeaderLine> lines = new ArrayList<>();

        Message(String method, String target, String content) {
            this.method = method;
            this.target = target;
            this.content = content.getBytes(StandardCharsets.UTF_8);
            this.declared = this.content.length;
            lines.add(new HeaderLine("Host", "api.example.com"));
        }

        Message line(String name, String value) {
            lines.add(new HeaderLine(name, value));
            return this;
        }

        Message without(String name) {
            lines.removeIf(line -> line.named(name));
            return this;
        }

        Message replace(String name, String value) {
            return without(name).line(name, value);
        }

        String value(String name) {
            return lines.stream()
                    .filter(line -> line.named(name))
                    .map(HeaderLine::value)
                    .findFirst()
                    .orElseThrow();
        }

        Message signed(RequestSigner signer) {
            List<HeaderLine> before = List.copyOf(lines);
            lines.addAll(signer.sign(method, URI.create("https://api.example.com" + target), before, content));
            return this;
        }

        RequestView view() {
            List<String> flat = new ArrayList<>();
            lines.forEach(line -> flat.addAll(List.of(line.name(), line.value())));
            byte[] wire = content;
            return RequestView.read(
                    method,
                    Target.parse(target),
                    scheme,
                    Headers.of(flat.toArray(String[]::new)),
                    Body.from(() -> new java.io.ByteArrayInputStream(wire), declared),
                    Client.unknown());
        }
    }

    static Message post() {
        return new Message("POST", "/orders?dry=1", "{\"item\":7}").line("Content-Type", "application/json");
    }

    static Message get() {
        return new Message("GET", "/orders/7?full", "");
    }

    /**
     * Signs by hand what no signer of ours would make.
     *
     * @param input the inner list with its parameters
     */
    static Message signedAs(Message message, String input, SigningKey key) throws Exception {
        return signedAs(message, input, key, SignatureProfile.STRICT);
    }

    static Message signedAs(Message message, String input, SigningKey key, SignatureProfile profile) throws Exception {
        Member.InnerList list = (Member.InnerList) StructuredFields.list(input).get(0);
        byte[] base = profile.bases().of(io.gapura.filters.signing.Message.of(message.view()), SignatureInput.of(list));
        return message.line("Signature-Input", "s=" + input)
                .line("Signature", "s=:" + Base64.getEncoder().encodeToString(key.sign(base)) + ":");
    }

    static Optional<String> reason(Signatures policy, RequestView view) throws Exception {
        return policy.decide(view) instanceof io.gapura.filters.Decision.Reject reject
                ? Optional.of(reject.rejection().reason())
                : Optional.empty();
    }
}
