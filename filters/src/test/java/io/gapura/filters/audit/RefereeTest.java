package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others make of our logs: programs in other languages that share no line with us. */
class RefereeTest {
    /** Where Debian's golang-golang-x-mod-dev puts its sources. */
    private static final Path GO_SOURCES = Path.of("/usr/share/gocode");

    @TempDir
    Path temp;

    private SignedLog written(int events) throws Exception {
        SignedLog log = new SignedLog(temp.resolve("audit" + events));
        log.write(events);
        return log;
    }

    private Path program(String name) throws IOException {
        try (InputStream in = RefereeTest.class.getResourceAsStream("/audit/" + name)) {
            return Files.write(temp.resolve(name), in.readAllBytes());
        }
    }

    private static boolean isThere(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    private record Answer(int exit, String text) {}

    private Answer run(String... command) throws Exception {
        Path said = Files.createTempFile(temp, "said", "");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("GO111MODULE", "off");
        builder.environment().put("GOPATH", GO_SOURCES.toString());
        builder.environment().put("GOCACHE", temp.resolve("cache").toString());
        builder.environment().put("GOFLAGS", "");
        Process process = builder.start();
        assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
        return new Answer(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 256, 300})
    void pythonComputesTheSameChainAndRootFromTheBytes(int events) throws Exception {
        assumeTrue(isThere("python3"), "skipped: there is no python3");
        SignedLog log = written(events);
        Answer answer = run("python3", program("referee.py").toString(), log.directory.toString());
        assertThat(answer)
                .isEqualTo(new Answer(0, SignedLog.ORIGIN + ": " + events + " events, chain and root agree\n"));

        Path segment = LogDirectory.segments(log.directory).get(0);
        Files.writeString(segment, Files.readString(segment).replaceFirst("/orders/0", "/orders/9"));
        assertThat(run("python3", program("referee.py").toString(), log.directory.toString())
                        .text())
                .contains("fingerprint of 0");
    }

    /** With the code of Go's checksum database: every size on both sides of the edges of tiles. */
    @Test
    void goReadsNoteTilesBundlesAndProofs() throws Exception {
        assumeTrue(
                isThere("go") && Files.isDirectory(GO_SOURCES.resolve("src/golang.org/x/mod/sumdb/tlog")),
                "skipped: the packages golang-go and golang-golang-x-mod-dev are not there");
        String referee = temp.resolve("referee").toString();
        assertThat(run("go", "build", "-o", referee, program("referee.go").toString()))
                .isEqualTo(new Answer(0, ""));
        for (int events : List.of(1, 2, 255, 256, 257, 511, 513, 700)) {
            SignedLog log = written(events);
            assertThat(run(referee, log.directory.toString(), log.key.verifier().toString()))
                    .isEqualTo(new Answer(0, SignedLog.ORIGIN + ": " + events + " entries agree\n"));
        }
        SignedLog log = written(300);
        for (String file : List.of(
                "checkpoint",
                "tile/0/000",
                "tile/0/001.p/44",
                "tile/1/000.p/1",
                "tile/entries/000",
                "tile/entries/001.p/44")) {
            Path path = log.directory.resolve(file);
            byte[] good = Files.readAllBytes(path);
            byte[] flipped = good.clone();
            flipped[good.length / 2] ^= 1;
            Files.write(path, flipped);
            assertThat(run(referee, log.directory.toString(), log.key.verifier().toString())
                            .exit())
                    .as(file)
                    .isNotZero();
            Files.write(path, good);
        }
    }
}
