package io.gapura.filters.testkit;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real browser without a window, for tests of what pages do: Chromium, on the path or named by the system property
 * {@code gapura.browser}. Each page is opened by a process of its own in one profile of its folder, for at most five minutes.
 */
public final class Browser {
    private static final List<String> NAMES =
            List.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome");
    private static final int LONGEST_SECONDS = 300;

    private final Path program;
    private final Path folder;
    private final List<String> switches;

    private Browser(Path program, Path folder, List<String> switches) {
        this.program = program;
        this.folder = folder;
        this.switches = switches;
    }

    /**
     * The one of this machine; empty where there is none, and a test is to be skipped aloud.
     *
     * @param folder for what it writes
     */
    public static Optional<Browser> in(Path folder) {
        String named = System.getProperty("gapura.browser", "");
        Optional<Path> program = named.isEmpty()
                ? Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .flatMap(place -> NAMES.stream().map(name -> Path.of(place, name)))
                        .filter(Files::isExecutable)
                        .findFirst()
                : Optional.of(Path.of(named));
        return program.map(found -> new Browser(found, folder, List.of()));
    }

    /** The same with a further switch, such as {@code --window-size=400,800}. */
    public Browser with(String option) {
        List<String> more = new ArrayList<>(switches);
        more.add(option);
        return new Browser(program, folder, List.copyOf(more));
    }

    /**
     * An empty page, to be led and clicked through; not for a browser whose time is virtual.
     *
     * @throws IOException when the browser cannot be started
     */
    public BrowserTab tab() throws IOException, InterruptedException {
        Path profile = folder.resolve("tabs");
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--window-size=1280,900",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0"));
        command.addAll(switches);
        command.add("about:blank");
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(folder.resolve("tab.log").toFile())
                .start();
        return BrowserTab.of(process, profile);
    }

    /**
     * What a page has become once its scripts ran.
     *
     * @throws IOException when the browser cannot be started or does not end in time
     */
    public String open(String address) throws IOException, InterruptedException {
        Path shown = folder.resolve("shown.html");
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + folder.resolve("profile"),
                "--timeout=30000"));
        command.addAll(switches);
        command.addAll(List.of("--dump-dom", address));
        Process process = new ProcessBuilder(command)
                .redirectOutput(shown.toFile())
                .redirectError(folder.resolve("browser.log").toFile())
                .start();
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the browser does not end");
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        return Files.readString(shown, StandardCharsets.UTF_8);
    }
}
