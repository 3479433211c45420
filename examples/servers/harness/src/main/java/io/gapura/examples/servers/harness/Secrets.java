package io.gapura.examples.servers.harness;

import io.gapura.filters.HeaderLine;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.RequestSigner;
import io.gapura.filters.signing.SignatureProfile;
import io.gapura.filters.signing.SigningKey;
import io.gapura.filters.testkit.RequestText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Keys made for one start, never kept in the repository, and the signatures that scenarios ask for:
 * {@code {signed:teller}}, or {@code {signed:teller:forged}} and the like for one that must not be accepted. Deliveries
 * are signed in the same way: {@code {webhook:stripe}}, {@code {webhook:stripe:old}}.
 */
public final class Secrets {
    private static final List<String> CALLERS = List.of("teller", "clerk", "server");
    private static final Duration TOO_OLD = Duration.ofHours(1);

    private final Path file;
    private final Map<String, SigningKey> keys;
    private final Deliveries deliveries;
    private final Path nonces;
    private final SecureRandom random;

    private Secrets(Path file, Map<String, SigningKey> keys, Deliveries deliveries, Path nonces, SecureRandom random) {
        this.file = file;
        this.keys = keys;
        this.deliveries = deliveries;
        this.nonces = nonces;
        this.random = random;
    }

    /**
     * Makes a key for each caller, and one that no server is told of, and writes the JWK Set; the secret of a sender of
     * webhooks, and the key of server nonces.
     */
    public static Secrets create(Path folder) throws IOException {
        SecureRandom random = new SecureRandom();
        Map<String, SigningKey> keys = new LinkedHashMap<>();
        List<String> set = new ArrayList<>();
        for (String caller : List.of("teller", "clerk", "server", "stranger")) {
            byte[] secret = new byte[32];
            random.nextBytes(secret);
            keys.put(caller, SigningKey.hmac(caller + "-1", secret));
            if (CALLERS.contains(caller)) {
                String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
                set.add("{\"kty\":\"oct\",\"alg\":\"HS256\",\"kid\":\"" + caller + "-1\",\"k\":\"" + text + "\"}");
            }
        }
        String callers = CALLERS.stream()
                .map(caller -> "\"" + caller + "-1\":{\"name\":\"" + caller + "\"}")
                .collect(Collectors.joining(","));
        Path file = folder.resolve("keys.json");
        Files.writeString(
                file, "{\"keys\":[" + String.join(",", set) + "],\"gapura\":{\"callers\":{" + callers + "}}}");
        byte[] nonces = new byte[32];
        random.nextBytes(nonces);
        return new Secrets(
                file,
                Map.copyOf(keys),
                Deliveries.create(folder.resolve("stripe.secrets"), random),
                Files.write(folder.resolve("nonces.key"), nonces),
                random);
    }

    public Path keys() {
        return file;
    }

    /** What the settings of a variant may name. */
    Map<String, String> files() {
        return Map.of("keys", file.toString(), "webhook", deliveries.secrets().toString(), "nonces", nonces.toString());
    }

    /** Proves answers that the key {@code server-1} has signed. */
    SignedAnswers answers() {
        SigningKey server = Objects.requireNonNull(keys.get("server"));
        return SignedAnswers.by(KeyRing.builder().active(server, "server").build());
    }

    /** The lines for {@code signed:KEY[:fault]} and {@code webhook:stripe[:fault]}. */
    public String signed(String name, RequestText.Draft draft) {
        if (name.startsWith("webhook:")) {
            return deliveries.signed(name, draft);
        }
        String[] words = name.split(":", -1);
        SigningKey key = words.length < 2 || !words[0].equals("signed") ? null : keys.get(words[1]);
        if (key == null) {
            throw new IllegalArgumentException("{" + name + "} is no placeholder");
        }
        String fault = words.length > 2 ? words[2] : "none";
        Instant now = fault.equals("old") ? Instant.now().minus(TOO_OLD) : Instant.now();
        RequestSigner signer = RequestSigner.with(key, SignatureProfile.STRICT).clock(InstantSource.fixed(now), random);
        return signer.sign(draft.method(), uri(draft, fault), lines(draft), content(draft, fault)).stream()
                .map(line -> line.name() + ": " + (fault.equals("forged") ? forged(line) : line.value()))
                .collect(Collectors.joining("\r\n"));
    }

    private static URI uri(RequestText.Draft draft, String fault) {
        String host = draft.headers().stream()
                .filter(field -> field.name().equals("Host"))
                .findFirst()
                .orElseThrow()
                .value();
        return URI.create("http://" + host + draft.target() + (fault.equals("elsewhere") ? "/other" : ""));
    }

    private static List<HeaderLine> lines(RequestText.Draft draft) {
        return draft.headers().stream()
                .map(field -> new HeaderLine(field.name(), field.value()))
                .toList();
    }

    /** Signed over other content than what is sent. */
    private static byte[] content(RequestText.Draft draft, String fault) {
        byte[] content = draft.content();
        if (fault.equals("changed")) {
            content[0] ^= 1;
        }
        return content;
    }

    private static String forged(HeaderLine line) {
        if (!line.name().equals("Signature")) {
            return line.value();
        }
        int first = line.value().indexOf(':') + 1;
        char other = line.value().charAt(first) == 'A' ? 'B' : 'A';
        return line.value().substring(0, first) + other + line.value().substring(first + 1);
    }
}
