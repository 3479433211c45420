package io.gapura.examples.cli;

import io.gapura.filters.audit.KeyedHash;
import io.gapura.filters.audit.LogPrivacy;
import io.gapura.filters.config.Reference;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Persons in an audit log: reads what stands encrypted, erases one, finds a pseudonym. */
final class AuditPrivacyCommands {
    private AuditPrivacyCommands() {}

    /** The keys of a log, as its settings name them. */
    static final class Keys {
        @Option(names = "--subject-keys", required = true, paramLabel = "FILE", description = "As audit.subject-keys.")
        private Path subjectKeys = Path.of("");

        @Option(names = "--hash-keys", required = true, paramLabel = "FILE", description = "As audit.hash-keys.")
        private Path hashKeys = Path.of("");

        @Option(
                names = "--reason",
                required = true,
                description = "Why; stands in the event that this leaves, so without a name.")
        private String reason = "";

        private LogPrivacy of(Path directory) {
            return LogPrivacy.of(directory, Reference.file(subjectKeys), Reference.file(hashKeys));
        }
    }

    /** What stands encrypted in one event. */
    @Command(
            name = "reveal",
            description =
                    "Prints what stands encrypted in one event, and leaves an event of that: 0, or 1 when there is"
                            + " no such event.",
            mixinStandardHelpOptions = true)
    static final class Reveal implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private Keys keys = new Keys();

        @Parameters(index = "0", paramLabel = "DIRECTORY", description = "The folder that holds segment/.")
        private Path directory = Path.of("");

        @Parameters(index = "1", paramLabel = "SEQUENCE", description = "metadata.sequence of the event.")
        private long sequence;

        @Override
        public Integer call() throws IOException {
            Optional<Map<String, String>> revealed = keys.of(directory).reveal(sequence, keys.reason);
            if (revealed.isEmpty()) {
                spec.commandLine().getErr().println("gapura: there is no event " + sequence);
                return Gapura.FAILED;
            }
            revealed.get()
                    .forEach((place, value) -> spec.commandLine().getOut().println(place + ": " + printable(value)));
            return 0;
        }

        /** A terminal obeys what a person's name may hold. */
        private static String printable(String value) {
            return value.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
        }
    }

    /** A person's values become unreadable. */
    @Command(
            name = "erase",
            description =
                    "Destroys the keys of a person, so that nobody reads what stands under them, and leaves an event"
                            + " of that: 0, or 1 when the person has none.",
            mixinStandardHelpOptions = true)
    static final class Erase implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private Keys keys = new Keys();

        @Parameters(index = "0", paramLabel = "DIRECTORY", description = "The folder that holds segment/.")
        private Path directory = Path.of("");

        @Parameters(index = "1", paramLabel = "SUBJECT", description = "The person's id; - reads a line of input.")
        private String subject = "";

        @Override
        public Integer call() throws IOException {
            List<String> destroyed = keys.of(directory).erase(given(subject), keys.reason);
            if (destroyed.isEmpty()) {
                spec.commandLine().getErr().println("gapura: no key is kept for that person");
                return Gapura.FAILED;
            }
            spec.commandLine()
                    .getOut()
                    .println("destroyed " + String.join(" ", destroyed) + "; erase the copies of keys/subjects, too");
            return 0;
        }
    }

    /** The pseudonyms of a value. */
    @Command(
            name = "hmac",
            description = "Prints how a value stands in the log, one line for each key: that of today first.",
            mixinStandardHelpOptions = true)
    static final class Hmac implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Option(names = "--hash-keys", required = true, paramLabel = "FILE", description = "As audit.hash-keys.")
        private Path hashKeys = Path.of("");

        @Option(
                names = "--class",
                required = true,
                paramLabel = "CLASS",
                description = "session, user, address, or the name of an application's value.")
        private String fieldClass = "";

        @Parameters(index = "0", paramLabel = "VALUE", description = "The value; - reads a line of input.")
        private String value = "";

        @Override
        public Integer call() throws IOException {
            KeyedHash hash = KeyedHash.reading(Reference.file(hashKeys));
            hash.all(fieldClass, given(value))
                    .forEach(each -> spec.commandLine().getOut().println(each));
            return 0;
        }
    }

    /** What should not stand in the list of processes comes by standard input. */
    private static String given(String argument) throws IOException {
        if (!argument.equals("-")) {
            return argument;
        }
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        if (line == null || line.isEmpty()) {
            throw new IllegalArgumentException("standard input holds no line");
        }
        return line;
    }
}
