package io.gapura.examples.cli;

import io.gapura.filters.RefusedException;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.Reference;
import io.gapura.filters.config.Resources;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.SignatureDiagnostics;
import io.gapura.filters.signing.SignatureExplanation;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains a captured request, and the response to it, step by step. */
@Command(
        name = "verify",
        description = "Explains why the signature of a captured request holds (0) or does not (3).",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    private static final int LARGEST = 64 << 20;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--keys", required = true, description = "JWK Set: file:PATH or env:NAME.")
    private String keys = "";

    @Option(names = "--profile", description = "strict, fapi2, gnap, web-bot-auth or mastodon; strict unless given.")
    private String profile = "strict";

    @Option(names = "--authority", description = "A host that the server takes requests for; any unless given.")
    private Set<String> authorities = new HashSet<>();

    @Option(names = "--scheme", description = "https unless given: what the server takes its requests to have come by.")
    private String scheme = "https";

    @Option(names = "--now", description = "When it arrived: 2026-11-21T12:00:00Z or seconds since 1970; now.")
    private Optional<String> now = Optional.empty();

    @Option(names = "--response", description = "File with the captured response; it is explained after the request.")
    private Optional<Path> response = Optional.empty();

    @Option(names = "--json", description = "Prints the findings as JSON.")
    private boolean json;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "Request line, header lines, empty line, content; standard input unless given.")
    private Optional<Path> file = Optional.empty();

    @Override
    public Integer call() throws IOException {
        KeyRing ring = KeyRing.load(Reference.of(keys, Resources.ofSystem()));
        SignatureDiagnostics diagnostics =
                SignatureDiagnostics.with(ring, SignCommand.named(profile)).clock(clock());
        SignatureDiagnostics asked = authorities.isEmpty() ? diagnostics : diagnostics.authorities(authorities);
        RequestView request = request();
        SignatureExplanation found = asked.request(request);
        PrintWriter out = spec.commandLine().getOut();
        if (response.isEmpty()) {
            out.print(json ? ExplanationJson.of(List.of(found)) : found.toString());
            out.flush();
            return found.holds() ? 0 : Gapura.REFUSED;
        }
        CapturedMessage answer = CapturedMessage.read(bytes(Files.newInputStream(response.get())));
        SignatureExplanation answered = asked.response(answer.status(), answer.headers(), answer.content(), request);
        out.print(json ? ExplanationJson.of(List.of(found, answered)) : found + "\n" + answered);
        out.flush();
        return found.holds() && answered.holds() ? 0 : Gapura.REFUSED;
    }

    private RequestView request() throws IOException {
        byte[] bytes = bytes(file.isPresent() ? Files.newInputStream(file.get()) : System.in);
        try {
            return CapturedMessage.read(bytes).request(scheme);
        } catch (RefusedException refused) {
            throw new IllegalArgumentException("the request is refused before its signature is looked at: "
                    + refused.rejection().reason());
        }
    }

    private static byte[] bytes(InputStream source) throws IOException {
        try (source) {
            byte[] bytes = source.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IllegalArgumentException("a capture has at most 64 MiB");
            }
            return bytes;
        }
    }

    private InstantSource clock() {
        if (now.isEmpty()) {
            return InstantSource.system();
        }
        try {
            String text = now.get();
            return InstantSource.fixed(
                    text.matches("[0-9]{1,12}") ? Instant.ofEpochSecond(Long.parseLong(text)) : Instant.parse(text));
        } catch (DateTimeParseException unreadable) {
            throw new IllegalArgumentException("--now is a time such as 2026-11-21T12:00:00Z, or seconds since 1970");
        }
    }
}
