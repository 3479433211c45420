package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.ServerPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A demo that runs while the tests of one class do, with a data folder and a port of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RunningDemo {
    Path data;
    String origin;
    DemoClient client;

    /** What it printed until it was ready. */
    String printed;

    private DemoProcess demo;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        data = dataFolder(temporary);
        int port = ServerPort.free();
        origin = "http://localhost:" + port;
        client = new DemoClient(port, data);
        demo = DemoProcess.start(port, data);
        printed = demo.untilReady(port);
    }

    /** Where the data is to be; for a test of how its path is written. */
    Path dataFolder(Path temporary) {
        return temporary;
    }

    /** Of the process. */
    long pid() {
        return demo.pid();
    }

    /** The files that clients have sent and that are still there. */
    List<Path> kept() throws IOException {
        while (true) {
            try (Stream<Path> files = Files.walk(data.resolve("documents"))) {
                return files.filter(Files::isRegularFile)
                        .filter(file -> !file.endsWith("lock"))
                        .sorted()
                        .toList();
            } catch (UncheckedIOException gone) {
                if (!(gone.getCause() instanceof NoSuchFileException)) {
                    throw gone;
                }
                // removed by the demo while it was looked at: once more
            }
        }
    }

    /** What a refused request leaves is deleted when it ends, and its answer may have come a little before. */
    void assertKept(List<Path> files) throws Exception {
        for (int i = 0; i < 12_000 && !kept().equals(files); i++) {
            Thread.sleep(20);
        }
        assertThat(kept()).isEqualTo(files);
    }

    @AfterAll
    void stop() throws Exception {
        demo.close();
    }
}
