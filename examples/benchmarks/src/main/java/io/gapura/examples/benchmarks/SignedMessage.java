package io.gapura.examples.benchmarks;

import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.RequestSigner;
import io.gapura.filters.signing.SignatureProfile;
import io.gapura.filters.signing.SigningKey;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One signed POST of a partner as it goes over the wire, and what a hand-written check would have to work on: base, MAC
 * and digest. Made once, before anything is timed.
 */
record SignedMessage(String[] lines, byte[] content, Body body, byte[] base, byte[] mac, byte[] digest) {
    static final String METHOD = "POST";
    static final String PATH = "/shop/orders/4711";
    static final String TYPE = "application/json";
    static final String AUTHORITY = "api.example.com";
    static final int COUNT = 128;
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static final int CONTENTS = 4;
    private static final byte[] SECRET = secret();
    private static final SigningKey KEY = SigningKey.hmac("orders-2026-11", SECRET);

    private static byte[] secret() {
        byte[] secret = new byte[32];
        new Random(4711).nextBytes(secret);
        return secret;
    }

    static KeyRing ring() {
        return KeyRing.builder().active(KEY, "orders").build();
    }

    static Mac floorMac() throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
        return mac;
    }

    /** Requests with different nonces, times and some different contents. */
    static SignedMessage[] many(int size) throws Exception {
        return many(size, KEY);
    }

    /** The same, covering no more than these, which suffices for the strict profile. */
    static SignedMessage[] covering(int size, List<String> components) throws Exception {
        Mac mac = floorMac();
        SignedMessage[] messages = many(size);
        for (int i = 0; i < messages.length; i++) {
            messages[i] = messages[i].covering(components, mac);
        }
        return messages;
    }

    private SignedMessage covering(List<String> components, Mac signer) {
        List<HeaderLine> changed = new ArrayList<>();
        String list = components.stream().map(name -> '"' + name + '"').collect(Collectors.joining(" ", "(", ")"));
        for (int i = 0; i < lines.length; i += 2) {
            String value = lines[i + 1];
            boolean input = lines[i].equals("Signature-Input");
            changed.add(
                    new HeaderLine(lines[i], input ? "sig1=" + list + value.substring(value.indexOf(')') + 1) : value));
        }
        byte[] signed = base(changed);
        byte[] made = signer.doFinal(signed);
        String[] flat = flat(changed);
        for (int i = 0; i < flat.length; i += 2) {
            if (flat[i].equals("Signature")) {
                flat[i + 1] = "sig1=:" + Base64.getEncoder().encodeToString(made) + ":";
            }
        }
        return new SignedMessage(flat, content, body, signed, made, digest);
    }

    private static String[] flat(List<HeaderLine> lines) {
        return lines.stream()
                .flatMap(line -> Stream.of(line.name(), line.value()))
                .toArray(String[]::new);
    }

    /** The same, signed by somebody who does not have the key. */
    static SignedMessage[] forged(int size, String keyId) throws Exception {
        byte[] other = SECRET.clone();
        other[0] ^= 1;
        return many(size, SigningKey.hmac(keyId, other));
    }

    private static SignedMessage[] many(int size, SigningKey key) throws Exception {
        Random random = new Random(size);
        byte[][] contents = new byte[CONTENTS][size];
        Body[] bodies = new Body[CONTENTS];
        for (int i = 0; i < CONTENTS; i++) {
            byte[] content = contents[i];
            random.nextBytes(content);
            bodies[i] = Body.from(() -> new ByteArrayInputStream(content), size);
            bodies[i].read(size);
        }
        SignedMessage[] messages = new SignedMessage[COUNT];
        for (int i = 0; i < COUNT; i++) {
            messages[i] = signed(key, NOON.minusSeconds(i), contents[i % CONTENTS], bodies[i % CONTENTS]);
        }
        return messages;
    }

    private static SignedMessage signed(SigningKey key, Instant time, byte[] content, Body body) throws Exception {
        List<HeaderLine> lines = new ArrayList<>(List.of(
                new HeaderLine("Host", AUTHORITY),
                new HeaderLine("User-Agent", "orders/2.4"),
                new HeaderLine("Accept", TYPE),
                new HeaderLine("Content-Type", TYPE),
                new HeaderLine("Content-Length", Integer.toString(content.length))));
        lines.addAll(RequestSigner.with(key, SignatureProfile.STRICT)
                .clock(() -> time, new SecureRandom())
                .sign(METHOD, URI.create("https://" + AUTHORITY + PATH), lines, content));
        String[] flat = flat(lines);
        byte[] base = base(lines);
        return new SignedMessage(
                flat, content, body, base, octets(line(lines, "Signature")), octets(line(lines, "Content-Digest")));
    }

    private static String line(List<HeaderLine> lines, String name) {
        return lines.stream()
                .filter(line -> line.named(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static byte[] octets(String field) {
        return Base64.getDecoder().decode(field.substring(field.indexOf(':') + 1, field.length() - 1));
    }

    /** RFC 9421 §2.5, by hand: what the signer covered, in its order. */
    private static byte[] base(List<HeaderLine> lines) {
        String input = line(lines, "Signature-Input").substring("sig1=".length());
        StringBuilder base = new StringBuilder();
        for (String component : input.substring(1, input.indexOf(')')).split(" ")) {
            String value = switch (component) {
                case "\"@method\"" -> METHOD;
                case "\"@authority\"" -> AUTHORITY;
                case "\"@path\"" -> PATH;
                case "\"@query\"" -> "?";
                case "\"@target-uri\"" -> "https://" + AUTHORITY + PATH;
                default -> line(lines, component.replace("\"", ""));
            };
            base.append(component).append(": ").append(value).append('\n');
        }
        return base.append("\"@signature-params\": ").append(input).toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** As an adapter gives it, with the content at hand: what remains is the policy. */
    RequestView view() {
        return RequestView.read(
                METHOD, Target.of(PATH, null), "https", Headers.of(lines), body, new Client("192.0.2.1"));
    }

    /** The least that can prove the same: one MAC over the base, one hash over the content, two comparisons. */
    boolean isGenuine(Mac reusedMac, MessageDigest reusedDigest) {
        boolean same = MessageDigest.isEqual(reusedMac.doFinal(base), mac);
        return same & MessageDigest.isEqual(reusedDigest.digest(content), digest);
    }
}
