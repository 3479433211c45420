package io.gapura.examples.orders;

import java.io.IOException;
import java.nio.file.Files;
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
        int port = DemoProcess.freePort();
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
        try (Stream<Path> files = Files.walk(data.resolve("documents"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("lock"))
                    .toList();
        }
    }

    @AfterAll
    void stop() throws Exception {
        demo.close();
    }
}
