package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real browser without a window: on the path, or named by the system property {@code gapura.browser}; a test without is skipped. */
final class Browser {
    private static final List<String> NAMES =
            List.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome");

    private final Path program;
    private final Path folder;

    private Browser(Path program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /** @param folder for what it writes */
    static Browser in(Path folder) {
        String named = System.getProperty("gapura.browser", "");
        Path program = named.isEmpty()
                ? Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .flatMap(place -> NAMES.stream().map(name -> Path.of(place, name)))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElseGet(() -> abort("no Chromium on the path, and gapura.browser names none"))
                : Path.of(named);
        return new Browser(program, folder);
    }

    /** What a page has become once its scripts ran. */
    String open(String address) throws Exception {
        Path shown = folder.resolve("shown.html");
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--timeout=10000",
                        "--dump-dom",
                        address)
                .redirectOutput(shown.toFile())
                .redirectError(folder.resolve("browser.log").toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        return Files.readString(shown, StandardCharsets.UTF_8);
    }
}
