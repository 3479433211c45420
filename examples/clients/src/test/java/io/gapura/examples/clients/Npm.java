package io.gapura.examples.clients;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Node with three libraries of the registry, under {@code target}; skips aloud where there is no Node or no network. */
final class Npm {
    private static final List<String> LIBRARIES =
            List.of("http-message-signatures@1.0.6", "http-message-sig@0.3.0", "structured-headers@2.1.0");

    private final Path folder;

    private Npm(Path folder) {
        this.folder = folder;
    }

    /** What a process printed; its code is 0. */
    record Output(int code, String out, String err) {}

    static Npm installed() throws Exception {
        Path folder = Path.of("target", "npm").toAbsolutePath();
        Files.createDirectories(folder);
        Npm npm = new Npm(folder);
        assumeTrue(npm.succeeds("node", "--version"), "skipped: there is no Node here");
        assumeTrue(npm.succeeds("npm", "--version"), "skipped: there is no npm here");
        Path done = folder.resolve("installed");
        if (!Files.exists(done)) {
            Files.writeString(folder.resolve("package.json"), "{\"private\":true}");
            List<String> command = new java.util.ArrayList<>(
                    List.of("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=0"));
            command.addAll(LIBRARIES);
            assumeTrue(
                    npm.succeeds(command.toArray(String[]::new)),
                    "skipped: npm could not install, there is no network");
            Files.writeString(done, String.join("\n", LIBRARIES));
        }
        return npm;
    }

    private boolean succeeds(String... command) throws InterruptedException {
        try {
            return run("", Map.of(), command).code() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    /** Runs a program that stands in this module, or comes from a page. */
    Output node(String name, String program, String input, Map<String, String> environment) throws Exception {
        Path file = Files.writeString(folder.resolve(name), program);
        return run(input, environment, "node", file.toString());
    }

    private Output run(String input, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException ended) {
            // it did not want to read
        }
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        Output output = new Output(ended ? process.exitValue() : -1, Files.readString(out), Files.readString(err));
        Files.delete(out);
        Files.delete(err);
        return output;
    }
}
