package io.gapura.examples.cli;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.SignatureAlgorithm;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a random key and the entry that maps it to its caller, and takes a key through its rotation. */
@Command(
        name = "keygen",
        description = "Makes a signing key and adds it to a JWK Set of mode 0600; --rotate and --finish replace one.",
        mixinStandardHelpOptions = true)
final class KeygenCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--alg",
            description = "hmac-sha256 (default), ed25519, ecdsa-p256-sha256, ecdsa-p384-sha384, rsa-pss-sha512 or "
                    + "rsa-v1_5-sha256; with --rotate that of the old key.")
    private Optional<String> alg = Optional.empty();

    @Option(names = "--kid", required = true, description = "Key id, such as orders-2026-11; new in the file.")
    private String kid = "";

    @Option(names = "--caller", description = "Whom the key proves, such as orders.")
    private Optional<String> caller = Optional.empty();

    @Option(names = "--tag", description = "Tag that signatures by this key must have; may be repeated.")
    private Set<String> tags = new LinkedHashSet<>();

    @Option(names = "--out", description = "File to make or to extend; standard output without it.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--public", description = "File for the public half, to make or to extend: for those who verify.")
    private Optional<Path> twin = Optional.empty();

    @Option(
            names = "--rotate",
            paramLabel = "OLD",
            description = "Begin to replace OLD: a key of the same kind for the same caller, which only verifies yet.")
    private Optional<String> rotate = Optional.empty();

    @Option(
            names = "--finish",
            paramLabel = "OLD",
            description = "End it: --kid signs from now on, OLD only verifies and ends after --overlap minutes.")
    private Optional<String> finish = Optional.empty();

    @Option(names = "--overlap", paramLabel = "MINUTES", description = "With --finish; 60 unless said, 6 at least.")
    private long overlap = 60;

    @Override
    public Integer call() throws IOException {
        if (rotate.isPresent() && finish.isPresent()) {
            throw new IllegalArgumentException("--rotate and --finish are two steps; take the first one first");
        }
        if (finish.isPresent()) {
            return finish(finish.get());
        }
        return rotate.isPresent() ? rotate(rotate.get()) : make();
    }

    private int make() throws IOException {
        String name = caller.orElseThrow(() -> new IllegalArgumentException("--caller must be given"));
        add(algorithm(alg.orElse("hmac-sha256")), new KeyFile.Owner(name, Set.copyOf(tags)), false);
        out.ifPresent(file -> err().println("added " + kid + " for " + name + " to " + file));
        return 0;
    }

    /** First step: everybody who verifies learns the key before anybody signs with it. */
    private int rotate(String old) throws IOException {
        Path file = required("--rotate");
        requireNothingNew("--rotate");
        KeyRing ring = KeyRing.load(Reference.file(file));
        KeyFile.Owner owner = KeyFile.readOrEmpty(file).owner(old);
        add(ring.signingKey(old).algorithm(), owner, true);
        err().println("added " + kid + " for " + owner.name() + " to " + file + ", which only verifies yet");
        err().println("when everybody who verifies has it: gapura keygen --finish " + old + " --kid " + kid + " --out "
                + file + twin.map(path -> " --public " + path).orElse(""));
        return 0;
    }

    /** Second step: the signer switches, and the old key proves what is on the way until it ends. */
    private int finish(String old) throws IOException {
        Path file = required("--finish");
        requireNothingNew("--finish");
        if (overlap < 6) {
            throw new IllegalArgumentException("--overlap must be 6 at least: a signature lives for five minutes");
        }
        Instant end = Instant.now().plus(Duration.ofMinutes(overlap)).truncatedTo(ChronoUnit.SECONDS);
        KeyFile finished = KeyFile.readOrEmpty(file).finished(old, kid, end);
        Optional<KeyFile> open = Optional.empty();
        if (twin.isPresent()) {
            open = Optional.of(KeyFile.readOrEmpty(twin.get()).ending(old, end));
        }
        finished.write(file, KeyFile.OWNER_ONLY);
        if (open.isPresent()) {
            open.get().write(twin.orElseThrow(), KeyFile.OTHERS_READ);
        }
        err().println(kid + " signs from now on; " + old + " only verifies, until " + end);
        return 0;
    }

    private Path required(String option) {
        return out.orElseThrow(() -> new IllegalArgumentException(option + " needs --out, the file with the old key"));
    }

    private void requireNothingNew(String option) {
        if (alg.isPresent() || caller.isPresent() || !tags.isEmpty()) {
            throw new IllegalArgumentException(option + " takes algorithm, caller and tags from the old key");
        }
    }

    private static SignatureAlgorithm algorithm(String name) {
        return Arrays.stream(SignatureAlgorithm.values())
                .filter(algorithm -> algorithm.registeredName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--alg must be one of "
                        + Arrays.stream(SignatureAlgorithm.values())
                                .map(SignatureAlgorithm::registeredName)
                                .toList()));
    }

    private void add(SignatureAlgorithm algorithm, KeyFile.Owner owner, boolean verifyOnly) throws IOException {
        if (twin.isPresent() && algorithm == SignatureAlgorithm.HMAC_SHA256) {
            throw ConfigurationException.of("a shared secret has no public half; leave --public out");
        }
        NewKey key = NewKey.of(algorithm, kid, new SecureRandom());
        KeyFile before = out.isPresent() ? KeyFile.readOrEmpty(out.get()) : KeyFile.empty();
        KeyFile after = before.with(kid, key.whole(), owner, verifyOnly);
        Optional<KeyFile> open = Optional.empty();
        if (twin.isPresent()) {
            open = Optional.of(KeyFile.readOrEmpty(twin.get()).with(kid, key.half(), owner, false));
        }
        if (out.isPresent()) {
            after.write(out.get(), KeyFile.OWNER_ONLY);
        } else {
            spec.commandLine().getOut().print(new String(after.toBytes(), StandardCharsets.UTF_8));
            spec.commandLine().getOut().flush();
        }
        if (open.isPresent()) {
            open.get().write(twin.orElseThrow(), KeyFile.OTHERS_READ);
        }
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
