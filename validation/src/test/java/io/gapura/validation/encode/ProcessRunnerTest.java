package io.gapura.validation.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gapura.filters.config.DataSize;
import java.io.InterruptedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
@Timeout(300)
class ProcessRunnerTest {
    private static final Path ECHO = program("printf");
    private static final Path SLEEP = program("sleep");
    private static final Path YES = program("yes");
    private static final ProcessRunner PROGRAMS = ProcessRunner.allowing(
                    ECHO, SLEEP, YES, program("cat"), program("ls"))
            .within(Duration.ofMinutes(4));

    private static Path program(String name) {
        Path bin = Path.of("/usr/bin", name);
        return Files.exists(bin) ? bin : Path.of("/bin", name);
    }

    private static String text(ProcessRunner.Result result) {
        return new String(result.output(), StandardCharsets.UTF_8);
    }

    @Test
    void argumentsReachTheProgramAsTheyAre() throws Exception {
        List<String> hostile = List.of("$(id)", "`id`", "a b", "; id", "| id", "> /tmp/x", "*", "\"'\\", "");
        ProcessRunner.Result result = PROGRAMS.run(ECHO, List.of("[%s]"), hostile);
        assertThat(result.status()).isZero();
        assertThat(text(result)).isEqualTo("[" + String.join("][", hostile) + "]");
    }

    /** In the locale C there is no such letter. */
    @Test
    void aLetterReachesTheProgramOrIsRefused() throws Exception {
        boolean known = Charset.forName(System.getProperty("sun.jnu.encoding"))
                .newEncoder()
                .canEncode("\u00e9");
        if (known) {
            assertThat(text(PROGRAMS.run(ECHO, List.of("%s"), List.of("\u00e9"))))
                    .isEqualTo("\u00e9");
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PROGRAMS.run(ECHO, List.of("%s"), List.of("\u00e9")))
                    .withMessageContaining("encoding");
        }
    }

    /** Half a surrogate pair is in no encoding at all. */
    @Test
    void whatNoEncodingHasIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PROGRAMS.run(ECHO, List.of("%s"), List.of("\ud800")))
                .withMessageContaining("encoding");
    }

    @Test
    void theStatusIsTold() throws Exception {
        assertThat(PROGRAMS.run(program("ls"), List.of(), List.of("/nowhere/at/all"))
                        .status())
                .isNotZero();
    }

    @Test
    void itReadsNoInput() throws Exception {
        assertThat(PROGRAMS.run(program("cat"), List.of(), List.of("-")).output())
                .isEmpty();
    }

    @Test
    void theEnvironmentIsWhatWasSaid() throws Exception {
        ProcessRunner java = ProcessRunner.allowing(program("printenv"))
                .within(Duration.ofMinutes(4))
                .environment("LANG", "C");
        assertThat(text(java.run(program("printenv"), List.of(), List.of()))).isEqualTo("LANG=C\n");
    }

    @Test
    void aProgramThatWasNotNamedIsRefused() {
        ProcessRunner one = ProcessRunner.allowing(SLEEP);
        assertThatIllegalArgumentException().isThrownBy(() -> one.run(ECHO, List.of(), List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> one.run(Path.of("sleep"), List.of(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/sh", "/bin/bash", "/usr/bin/env"})
    void aShellIsRefused(String shell) {
        assertThatIllegalArgumentException().isThrownBy(() -> ProcessRunner.allowing(Path.of(shell)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sleep", "bin/sleep", "/bin/../bin/sleep", "/nowhere/at/all", "/tmp", "/etc/passwd"})
    void whatIsNoProgramIsRefused(String path) {
        assertThatIllegalArgumentException().isThrownBy(() -> ProcessRunner.allowing(Path.of(path)));
    }

    @Test
    void aShellUnderAnotherNameIsRefused(@TempDir Path folder) throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("convert"), Path.of("/bin/sh"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProcessRunner.allowing(link))
                .withMessageContaining("shell");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run.bat", "run.CMD", "PowerShell.exe", "cmd.exe"})
    void aBatchFileIsRefused(String name, @TempDir Path folder) throws Exception {
        Path file = Files.createFile(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProcessRunner.allowing(file))
                .withMessageContaining("shell");
    }

    @Test
    void anOperandIsNoOption() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PROGRAMS.run(ECHO, List.of(), List.of("--help")))
                .withMessageContaining("hyphen");
    }

    @Test
    void argumentsAreBounded() throws Exception {
        assertThat(PROGRAMS.run(ECHO, List.of("%s"), Collections.nCopies(255, "a"))
                        .output())
                .hasSize(255);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PROGRAMS.run(ECHO, List.of("%s"), Collections.nCopies(256, "a")));
        int room = 64 * 1024 - realLength(ECHO) - 2;
        assertThat(PROGRAMS.run(ECHO, List.of("%s"), List.of("a".repeat(room))).output())
                .hasSize(room);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PROGRAMS.run(ECHO, List.of("%s"), List.of("a".repeat(room + 1))));
        assertThatIllegalArgumentException().isThrownBy(() -> PROGRAMS.run(ECHO, List.of(), List.of("a\0b")));
    }

    private static int realLength(Path program) throws Exception {
        return program.toRealPath().toString().length();
    }

    @Test
    void timeIsBounded() {
        long begun = System.nanoTime();
        assertThatIOException()
                .isThrownBy(() -> PROGRAMS.within(Duration.ofMillis(150)).run(SLEEP, List.of(), List.of("300")))
                .withMessageContaining("longer");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(270));
        assertNoneRuns(SLEEP);
    }

    @Test
    void outputIsBounded() throws Exception {
        assertThatIOException()
                .isThrownBy(() -> PROGRAMS.run(YES, List.of(), List.of()))
                .withMessageContaining("more");
        ProcessRunner four = PROGRAMS.output(DataSize.of("4B"));
        assertThat(text(four.run(ECHO, List.of("abcd"), List.of()))).isEqualTo("abcd");
        assertThatIOException().isThrownBy(() -> four.run(ECHO, List.of("abcde"), List.of()));
        assertNoneRuns(YES);
    }

    @Test
    void aLongOutputComesWhole() throws Exception {
        ProcessRunner.Result result = PROGRAMS.run(ECHO, List.of("%065000d"), List.of("1"));
        assertThat(text(result)).hasSize(65_000).endsWith("01");
    }

    @Test
    void anInterruptedRunEnds() {
        Thread.currentThread().interrupt();
        assertThatIOException()
                .isThrownBy(() -> PROGRAMS.run(SLEEP, List.of(), List.of("300")))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertNoneRuns(SLEEP);
    }

    /** What was killed may be there for a moment yet. */
    private static void assertNoneRuns(Path program) {
        long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (children().contains(program) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(children()).doesNotContain(program);
    }

    /** Programs that this process has left running. */
    private static List<Path> children() {
        return ProcessHandle.current()
                .children()
                .flatMap(child -> child.info().command().stream())
                .map(Path::of)
                .toList();
    }

    @Test
    void boundsHaveBounds() {
        ProcessRunner one = ProcessRunner.allowing(SLEEP);
        assertThatIllegalArgumentException().isThrownBy(() -> one.within(Duration.ZERO));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.within(Duration.ofHours(1).plusMillis(1)));
        assertThat(one.within(Duration.ofHours(1)).within(Duration.ofMillis(1))).isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> one.output(DataSize.bytes((64 << 20) + 1)));
        assertThat(one.output(DataSize.of("64MiB"))).isNotNull();
        assertThatIllegalArgumentException().isThrownBy(() -> one.environment("A=B", "c"));
        assertThatIllegalArgumentException().isThrownBy(() -> one.environment("A", "b\0"));
    }

    @Test
    void aResultDoesNotShowWhatWasWritten() throws Exception {
        ProcessRunner.Result result = PROGRAMS.run(ECHO, List.of("secret"), List.of());
        assertThat(result).hasToString("Result[status 0, 6 bytes]");
        result.output()[0] = 'x';
        assertThat(text(result)).isEqualTo("secret");
    }
}
