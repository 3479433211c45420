package io.gapura.examples.cli;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.signing.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a random secret for {@code hmac-sha256} and the entry that maps it to its caller. */
@Command(
        name = "keygen",
        description = "Makes a signing key and adds it to a JWK Set of mode 0600.",
        mixinStandardHelpOptions = true)
final class KeygenCommand implements Callable<Integer> {
    private static final int BYTES = 32;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--kid", required = true, description = "Key id, such as orders-2026-11; new in the file.")
    private String kid = "";

    @Option(names = "--caller", required = true, description = "Whom the key proves, such as orders.")
    private String caller = "";

    @Option(names = "--out", description = "File to make or to extend; standard output without it.")
    private Optional<Path> out = Optional.empty();

    @Override
    public Integer call() throws IOException {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        SigningKey.hmac(kid, secret);
        if (caller.isBlank() || caller.length() > 256) {
            throw ConfigurationException.of("--caller must have 1 to 256 characters");
        }
        if (out.isEmpty()) {
            String set = new String(KeyFile.empty().with(kid, caller, secret).toBytes(), StandardCharsets.UTF_8);
            spec.commandLine().getOut().print(set);
            spec.commandLine().getOut().flush();
            return 0;
        }
        KeyFile.readOrEmpty(out.get()).with(kid, caller, secret).write(out.get());
        spec.commandLine().getErr().println("added " + kid + " for " + caller + " to " + out.get());
        return 0;
    }
}
