package io.gapura.examples.cli;

import io.gapura.filters.audit.EventInventory;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is logged, for who must say so (ASVS 16.1.1). */
@Command(
        name = "inventory",
        description =
                "Prints as Markdown which events there are, what is in them, where they go and how long they are kept.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = AuditCommand.UNUSABLE,
        exitCodeOnExecutionException = AuditCommand.UNUSABLE)
final class AuditInventory implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--settings", paramLabel = "FILE", description = "gapura.properties, for places and retention.")
    private Optional<Path> settings = Optional.empty();

    @Override
    public Integer call() throws IOException {
        Map<String, String> text = new HashMap<>();
        if (settings.isPresent()) {
            Properties properties = new Properties();
            try (Reader in = Files.newBufferedReader(settings.get(), StandardCharsets.UTF_8)) {
                properties.load(in);
            }
            properties.stringPropertyNames().forEach(name -> text.put(name, properties.getProperty(name)));
        }
        spec.commandLine().getOut().print(EventInventory.of(text).markdown());
        spec.commandLine().getOut().flush();
        return 0;
    }
}
