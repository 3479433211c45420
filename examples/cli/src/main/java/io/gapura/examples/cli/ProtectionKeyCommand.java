package io.gapura.examples.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a key that stored values or passwords are protected with, and takes it through its rotation. */
@Command(
        name = "protection-key",
        description = "Makes a key for sealed values or hashes in a file of mode 0600; a second one only reads until"
                + " --finish, and --remove takes one away that nothing needs any more.",
        mixinStandardHelpOptions = true)
final class ProtectionKeyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--kid", required = true, description = "Key id, such as 2026-11.")
    private String kid = "";

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "File to make or to change.")
    private Path out = Path.of("");

    @Option(
            names = "--for",
            paramLabel = "USE",
            description = "values (FieldCipher; default) or hashes (pepper of passwords, FieldHash).")
    private ProtectionKeyFile.Use use = ProtectionKeyFile.Use.VALUES;

    @Option(names = "--finish", description = "Every node has read the key: it counts from now on.")
    private boolean finish;

    @Option(names = "--remove", description = "Nothing is left that needs the key.")
    private boolean remove;

    @Override
    public Integer call() throws IOException {
        if (finish && remove) {
            throw new IllegalArgumentException("--finish and --remove are two steps");
        }
        ProtectionKeyFile before = ProtectionKeyFile.readOrEmpty(out, use);
        if (finish) {
            before.finished(kid).write(out);
            say(kid + " counts from now on; reseal what older keys sealed, then --remove them");
        } else if (remove) {
            before.without(kid).write(out);
            say("removed " + kid + " from " + out);
        } else {
            before.with(kid, new SecureRandom()).write(out);
            say("added " + kid + " to " + out
                    + (before.isEmpty()
                            ? ""
                            : ", which only reads yet; when every node has it: --finish --kid " + kid));
        }
        return 0;
    }

    private void say(String words) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(words);
    }
}
