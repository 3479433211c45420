package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.config.Reference;
import io.gapura.filters.protect.FieldCipher;
import io.gapura.filters.protect.FieldContext;
import io.gapura.filters.protect.HashKeys;
import io.gapura.filters.protect.ProtectionKeys;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys as the command makes them, used, and taken through a rotation. */
class ProtectionKeyTest {
    private static final FieldContext PLACE = FieldContext.of("people", "recovery", "rani");

    @TempDir
    private Path folder;

    private Path file;

    /** What one run left. */
    private record Run(int code, String out, String err) {}

    @BeforeEach
    void name() {
        file = folder.resolve("protection-keys.json");
    }

    private Run run(String... more) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of("protection-key", "--out", file.toString()));
        arguments.addAll(List.of(more));
        int code = Gapura.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
        return new Run(code, out.toString(), err.toString());
    }

    private FieldCipher cipher() {
        return FieldCipher.with(ProtectionKeys.load(Reference.file(file)));
    }

    @Test
    void theFirstKeySealsAtOnceAndItsFileIsTheOwnersAlone() throws IOException {
        assertThat(run("--kid", "2026-05")).isEqualTo(new Run(0, "", "added 2026-05 to " + file + "\n"));
        assertThat(cipher().open(cipher().seal("4921", PLACE), PLACE)).isEqualTo("4921");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void aRotationIsAddFinishResealRemove() {
        run("--kid", "2026-05");
        String before = cipher().seal("4921", PLACE);
        assertThat(run("--kid", "2026-11").err()).contains("which only reads yet", "--finish --kid 2026-11");
        assertThat(cipher().currentKey()).isEqualTo("2026-05");
        assertThat(run("--finish", "--kid", "2026-11").code()).isZero();
        assertThat(cipher().currentKey()).isEqualTo("2026-11");
        String after = cipher().reseal(before, PLACE).orElseThrow();
        assertThat(run("--remove", "--kid", "2026-05").code()).isZero();
        assertThat(cipher().open(after, PLACE)).isEqualTo("4921");
        assertThat(ProtectionKeys.load(Reference.file(file)).ids()).containsExactly("2026-11");
    }

    @Test
    void keysOfHashesAreAnotherUse() {
        run("--for", "hashes", "--kid", "pepper-1");
        run("--for", "hashes", "--kid", "pepper-2");
        run("--for", "hashes", "--finish", "--kid", "pepper-2");
        assertThat(HashKeys.load(Reference.file(file)).current()).isEqualTo("pepper-2");
        assertThat(run("--kid", "x").err()).contains("alg A256KW");
    }

    private void refused(Run run, String because) throws IOException {
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(because);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aKeyIdThatIsThereIsRefusedAndTheFileStays() throws IOException {
        run("--kid", "2026-05");
        byte[] before = Files.readAllBytes(file);
        refused(run("--kid", "2026-05"), "is in the file already");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void theKeyOfTodayIsNotRemoved() throws IOException {
        run("--kid", "2026-05");
        refused(run("--remove", "--kid", "2026-05"), "finish a rotation first");
    }

    @Test
    void aKeyThatIsNotThereIsNeitherFinishedNorRemoved() throws IOException {
        run("--kid", "2026-05");
        refused(run("--finish", "--kid", "2026-11"), "is not in the file");
        refused(run("--remove", "--kid", "2026-11"), "is not in the file");
    }

    @Test
    void twoStepsAtOnceAreRefused() throws IOException {
        refused(run("--finish", "--remove", "--kid", "2026-05"), "are two steps");
    }

    @Test
    void anIdThatNoFileCouldHoldIsRefusedBeforeItIsWritten() throws IOException {
        refused(run("--kid", "a key"), "1 to 64 letters");
        assertThat(file).doesNotExist();
    }

    @Test
    void aSeventeenthKeyIsRefused() throws IOException {
        for (int i = 1; i <= 16; i++) {
            assertThat(run("--kid", "k" + i).code()).isZero();
        }
        refused(run("--kid", "k17"), "has 16 keys");
    }

    @Test
    void aFileThatIsNoSetIsLeftAlone() throws IOException {
        Files.writeString(file, "{}");
        refused(run("--kid", "2026-05"), "must have a member keys");
        assertThat(file).hasContent("{}");
    }
}
