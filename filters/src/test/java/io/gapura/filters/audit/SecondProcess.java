package io.gapura.filters.audit;

import io.gapura.filters.ConfigurationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A writer in a process of its own, which prints each sequence that was acknowledged. */
final class SecondProcess {
    private SecondProcess() {}

    /** Arguments: the directory. Writes until it is killed, at most 200,000 events. */
    public static void main(String[] arguments) throws Exception {
        try (JsonLinesSink sink = PatientLog.to(Path.of(arguments[0]))) {
            for (int i = 0; i < 200_000; i++) {
                sink.append(Events.completed("/" + i));
                System.out.println(i);
            }
        } catch (ConfigurationException refused) {
            System.out.println(refused.getMessage());
        }
    }

    static Process start(Path directory, ProcessBuilder.Redirect said) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(SecondProcess.class.getName());
        command.add(directory.toString());
        return new ProcessBuilder(command)
                .redirectOutput(said)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
