package io.gapura.examples.cli;

import io.gapura.filters.HeaderLine;
import io.gapura.filters.config.Reference;
import io.gapura.filters.config.Resources;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.RequestSigner;
import io.gapura.filters.signing.SignatureAlgorithm;
import io.gapura.filters.signing.SignatureDiagnostics;
import io.gapura.filters.signing.SignatureProfile;
import io.gapura.filters.signing.SigningKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Signs one request with a key of any algorithm, as a profile wants it, and prints it as a {@code curl} command, or sends
 * it.
 */
@Command(
        name = "sign",
        description = "Prints a signed request as a curl command without any secret, or sends it with --run.",
        mixinStandardHelpOptions = true)
final class SignCommand implements Callable<Integer> {
    private static final List<SignatureProfile> PROFILES = List.of(
            SignatureProfile.STRICT,
            SignatureProfile.FAPI2,
            SignatureProfile.GNAP,
            SignatureProfile.WEB_BOT_AUTH,
            SignatureProfile.MASTODON);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--keys", required = true, description = "JWK Set: file:PATH or env:NAME.")
    private String keys = "";

    @Option(names = "--kid", required = true, description = "Id of the key to sign with.")
    private String kid = "";

    @Option(
            names = "--profile",
            description = "strict, fapi2, gnap, web-bot-auth or mastodon; strict without it.",
            defaultValue = "strict")
    private String profile = "strict";

    @Option(names = "--tag", description = "What the signature is for, where the server demands a tag.")
    private Optional<String> tag = Optional.empty();

    @Option(names = "--cover", description = "A further header that is covered; may come again.")
    private List<String> cover = new ArrayList<>();

    @Option(names = "--expires", description = "Seconds after which the signature ends; 1 to 86400.")
    private Optional<Integer> expires = Optional.empty();

    @Option(
            names = {"-X", "--request"},
            description = "Method; GET, or POST when there is data.")
    private Optional<String> method = Optional.empty();

    @Option(names = "--data", description = "Content: text, or @FILE.")
    private Optional<String> data = Optional.empty();

    @Option(
            names = {"-H", "--header"},
            description = "Header line 'Name: value'; data without Content-Type is application/json.")
    private List<String> headers = new ArrayList<>();

    @Option(names = "--run", description = "Send the request and print status and body.")
    private boolean run;

    @Option(names = "--explain", description = "Explain what was signed on standard error, as gapura verify does.")
    private boolean explain;

    @Parameters(index = "0", paramLabel = "URL", description = "Absolute http or https URL.")
    private String url = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        KeyRing ring = KeyRing.load(Reference.of(keys, Resources.ofSystem()));
        SigningKey key = ring.signingKey(kid);
        SignedRequest request = request(signer(key));
        if (explain) {
            PrintWriter err = spec.commandLine().getErr();
            err.print(SignatureDiagnostics.explain(request.view(), ring, wanted(key)));
            err.flush();
        }
        if (run) {
            return request.send(spec.commandLine().getOut(), spec.commandLine().getErr());
        }
        spec.commandLine().getOut().println(request.asCurl());
        return 0;
    }

    private RequestSigner signer(SigningKey key) {
        RequestSigner signer = RequestSigner.with(key, wanted(key)).covering(cover.toArray(String[]::new));
        return expires.isPresent() ? signer.expiresAfter(Duration.ofSeconds(expires.get())) : signer;
    }

    private SignatureProfile wanted(SigningKey key) {
        SignatureProfile wanted = forKey(named(profile), key.algorithm());
        return tag.isPresent() ? wanted.tag(tag.get()) : wanted;
    }

    static SignatureProfile named(String name) {
        for (SignatureProfile profile : PROFILES) {
            if (profile.name().equals(name)) {
                return profile;
            }
        }
        throw new IllegalArgumentException("--profile is one of "
                + PROFILES.stream().map(SignatureProfile::name).collect(Collectors.joining(", ")));
    }

    /** Whoever has a key of an algorithm wants to sign with it; whether that is taken the server says. */
    static SignatureProfile forKey(SignatureProfile profile, SignatureAlgorithm algorithm) {
        return algorithm == SignatureAlgorithm.RSA_V1_5_SHA256
                ? profile.dangerouslyAllowRsaPkcs1("the key is one of that algorithm")
                : profile.algorithms(algorithm);
    }

    private SignedRequest request(RequestSigner signer) throws IOException {
        URI uri = URI.create(url);
        String verb = method.orElse(data.isPresent() ? "POST" : "GET");
        byte[] content = content();
        List<HeaderLine> lines = new ArrayList<>();
        for (String header : headers) {
            lines.add(line(header));
        }
        if (content.length > 0 && lines.stream().noneMatch(line -> line.named("Content-Type"))) {
            lines.add(new HeaderLine("Content-Type", "application/json"));
        }
        lines.addAll(signer.sign(verb, uri, List.copyOf(lines), content));
        return new SignedRequest(verb, uri, List.copyOf(lines), content, data);
    }

    private byte[] content() throws IOException {
        String text = data.orElse("");
        if (text.indexOf('\uFFFD') >= 0) {
            throw new IllegalArgumentException("the data cannot be read in this locale; give it as @FILE");
        }
        return text.startsWith("@")
                ? Files.readAllBytes(Path.of(text.substring(1)))
                : text.getBytes(StandardCharsets.UTF_8);
    }

    private static HeaderLine line(String header) {
        int colon = header.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("a header is written as 'Name: value'");
        }
        return new HeaderLine(
                header.substring(0, colon), header.substring(colon + 1).strip());
    }
}
