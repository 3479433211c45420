package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gapura.filters.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvFileTest {
    private static final String URL = "jdbc:postgresql://localhost:5432/orders?user=demo&password=Hunter2,%20~";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void chooseFile() {
        file = folder.resolve(".env");
    }

    private Map<String, String> environment() {
        return Map.of("ENV_FILE", file.toString(), "DEMO", "true");
    }

    private void write(String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    private void assertRefused(String words) {
        assertRefused(environment(), words);
    }

    private static void assertRefused(Map<String, String> environment, String words) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> EnvFile.addedTo(environment))
                .withMessageStartingWith("ENV_FILE ")
                .withMessageContaining(words)
                .withMessageNotContaining("unter2")
                .withNoCause();
    }

    @Test
    void whatTheEnvironmentDoesNotHaveIsTakenFromTheFile() throws IOException {
        write("# for my machine\n\nPORT=8081\nDATABASE_URL=" + URL + "\nON_UNCOVERED=fail\n");

        assertThat(EnvFile.addedTo(environment()))
                .containsEntry("PORT", "8081")
                .containsEntry("DATABASE_URL", URL)
                .containsEntry("ON_UNCOVERED", "fail")
                .hasSize(5);
        assertThat(Settings.of(EnvFile.addedTo(environment())).port()).isEqualTo(8081);
    }

    @Test
    void theEnvironmentCountsMore() throws IOException {
        write("PORT=8081\n");

        assertThat(EnvFile.addedTo(Map.of("ENV_FILE", file.toString(), "DEMO", "true", "PORT", "9090")))
                .containsEntry("PORT", "9090");
    }

    @Test
    void withoutANameNoFileIsRead() throws IOException {
        write("PORT=8081\n");

        assertThat(EnvFile.addedTo(Map.of("DEMO", "true"))).containsOnlyKeys("DEMO");
    }

    @Test
    void thereIsNoSuchFileOutsideOfDemos() throws IOException {
        write("PORT=8081\n");

        assertRefused(Map.of("ENV_FILE", file.toString()), "DEMO=true");
        assertRefused(Map.of("ENV_FILE", file.toString(), "DEMO", "yes"), "DEMO=true");
        assertRefused(Map.of("ENV_FILE", file.toString(), "DEMO", ""), "DEMO=true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rwx------", "r--------", "rw-rw-rw-"})
    void aFileThatOthersMayReadIsRefused(String mode) throws IOException {
        write("PORT=8081\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        assertRefused("chmod 600");
    }

    @Test
    void aLinkAFolderAndNothingAreRefused() throws IOException {
        write("PORT=8081\n");
        Path real = file;
        file = Files.createSymbolicLink(folder.resolve("link"), real);
        assertRefused("chmod 600");
        file = folder;
        assertRefused("chmod 600");
        file = folder.resolve("none");
        assertRefused("chmod 600");
        assertRefused(Map.of("ENV_FILE", "a\0b", "DEMO", "true"), "the path of a file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PORT",
                "=hunter2",
                "PORT=",
                "PORT = 8081",
                " PORT=8081",
                "PORT=8081 ",
                "export PORT=8081",
                "port=8081",
                "1PORT=8081",
                "PORT=\"8081\"",
                "PORT='8081'",
                "PORT=$HUNTER2",
                "PORT=${HUNTER2}",
                "PORT=`hunter2`",
                "PORT=hunter2\\",
                "PORT=hunter2#x",
                "PORT=8081 # hunter2",
                "PORT=8081\r",
                "PORT=80\t81",
                "PORT=80\u000081",
                "PORT=80\u007F81",
            })
    void whatAnotherProgramMightReadOtherwiseIsRefusedByItsLine(String line) throws IOException {
        write("# first\n" + line + "\nON_UNCOVERED=deny\n");

        if (line.endsWith("\r")) {
            assertRefused("lines end with a line feed");
        } else {
            assertRefused("line 2 is not NAME=value");
        }
    }

    @Test
    void whatIsNoAsciiIsRefused() throws IOException {
        write("PORT=80\u00A081\n");

        assertRefused("ASCII");
    }

    @Test
    void whatSetsSomethingElseOrTheSameTwiceIsRefused() throws IOException {
        write("PORT=8081\nLD_PRELOAD=hunter2\n");
        assertRefused("line 2 sets something else");
        write("DATA_DIR=/hunter2\n");
        assertRefused("line 1 sets something else");
        write("PORT=8081\nON_UNCOVERED=deny\nPORT=8081\n");
        assertRefused("line 3 sets what another line has set");
    }

    @Test
    void theFileHasABound() throws IOException {
        write("PORT=8081\n#" + "x".repeat(EnvFile.LONGEST - 11));
        assertThat(EnvFile.addedTo(environment())).containsEntry("PORT", "8081");

        write("PORT=8081\n#" + "x".repeat(EnvFile.LONGEST - 10));
        assertRefused("at most 4096 bytes");
    }

    @Test
    void inAWorkTreeGitMustLeaveItOut() throws IOException {
        Path below = Files.createDirectories(folder.resolve("examples/orders"));
        Files.createDirectory(folder.resolve(".git"));
        file = below.resolve(".env");
        write("PORT=8081\n");
        assertRefused("left out by Git");

        Files.writeString(folder.resolve(".gitignore"), "target/\n.env\n");
        assertThat(EnvFile.addedTo(environment())).containsEntry("PORT", "8081");

        Files.writeString(below.resolve(".gitignore"), "!.env\n");
        assertRefused("takes it in again");
    }

    /** The repository of this demo does, and nobody has put one in. */
    @Test
    void theRepositoryLeavesSuchFilesOut() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("CHANGELOG.md"))) {
            root = root.getParent();
        }

        assertThat(Files.readAllLines(root.resolve(".gitignore"))).contains(".env");
    }
}
