package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.config.Reference;
import io.gapura.filters.signing.KeyRing;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about keys, typed in from its first to its last command. */
class KeysPageTest {
    private static final String COMMAND = "$ java -jar gapura.jar ";

    @TempDir
    private Path folder;

    private String run(String command) {
        List<String> arguments = new ArrayList<>();
        for (String word : command.split(" ", -1)) {
            arguments.add(word.endsWith(".json") ? folder.resolve(word).toString() : word);
        }
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out, true);
        assertThat(Gapura.run(writer, writer, arguments.toArray(String[]::new)))
                .as("%s: %s", command, out)
                .isZero();
        return out.toString().replace(folder + "/", "");
    }

    private static String withoutTimes(String text) {
        return text.replaceAll("until \\d{4}-\\d\\d-\\d\\dT[0-9:]+Z", "until TIME");
    }

    @Test
    void everyCommandDoesWhatThePageShows() throws Exception {
        Matcher block = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL)
                .matcher(Page.of("keys.md").text());
        int commands = 0;
        while (block.find()) {
            StringBuilder shown = new StringBuilder();
            StringBuilder printed = new StringBuilder();
            for (String line : block.group(1).strip().lines().map(String::strip).toList()) {
                if (line.startsWith(COMMAND)) {
                    printed.append(run(line.substring(COMMAND.length())));
                    commands++;
                } else {
                    shown.append(line).append('\n');
                }
            }
            assertThat(withoutTimes(printed.toString())).isEqualTo(withoutTimes(shown.toString()));
        }
        assertThat(commands).isEqualTo(6);

        KeyRing own = KeyRing.load(Reference.file(folder.resolve("ship.json")));
        KeyRing theirs = KeyRing.load(Reference.file(folder.resolve("ship-public.json")));
        assertThat(own.signingKey("ship-2027-05").canSign()).isTrue();
        assertThat(own.state().keys()).isEqualTo(2);
        assertThat(theirs.state().keys()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("ship-public.json")))
                .contains("\"exp\"")
                .doesNotContain("\"d\"");
    }
}
