package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.ServerPort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Types the commands of the page on the demo into one shell, and compares what they print with what the page shows. */
class OrdersPageIT {
    private static final Pattern BLOCK = Pattern.compile("```(sh|console)\n(.*?)```", Pattern.DOTALL);
    private static final String MARK = "== next command ==";

    @TempDir
    private static Path folder;

    /** One command, and the lines that the page shows of what it prints. */
    record Typed(String command, List<String> shown) {}

    private static String page() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("CHANGELOG.md"))) {
            root = root.getParent();
        }
        return Files.readString(root.resolve("examples/docs/orders-demo.md"));
    }

    /** All but the command that starts the demo, which runs already. */
    private static List<Typed> typed() throws IOException {
        List<Typed> typed = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(page());
        while (blocks.find()) {
            if (blocks.group(1).equals("sh")) {
                typed.add(new Typed(blocks.group(2).strip(), List.of()));
            } else if (!blocks.group(2).contains("examples/orders/run")) {
                for (String each : blocks.group(2).split("(?m)^\\$ ", -1)) {
                    if (!each.isEmpty()) {
                        List<String> lines = each.lines().toList();
                        typed.add(new Typed(lines.get(0), lines.subList(1, lines.size())));
                    }
                }
            }
        }
        return typed;
    }

    @TestFactory
    List<DynamicTest> everyCommandPrintsWhatThePageShows() throws Exception {
        List<Typed> typed = typed();
        assertThat(typed).hasSizeGreaterThan(25);
        List<String> printed = printed(typed);
        assertThat(printed).hasSameSizeAs(typed);
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < typed.size(); i++) {
            Typed each = typed.get(i);
            String said = printed.get(i);
            tests.add(DynamicTest.dynamicTest(
                    each.command(), () -> assertThat(said).containsPattern(expected(each.shown()))));
        }
        return tests;
    }

    /** The shown lines in their order, among others. */
    private static Pattern expected(List<String> shown) {
        return Pattern.compile(shown.stream()
                .map(line -> "^" + (line.startsWith("HTTP/1.1 ") ? Pattern.quote(line) + ".*" : quoted(line)) + "$")
                .collect(Collectors.joining("[\\s\\S]*?", "(?m)", "")));
    }

    private static String quoted(String line) {
        return Arrays.stream(line.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    }

    private static List<String> printed(List<Typed> typed) throws Exception {
        int port = ServerPort.free();
        try (DemoProcess demo = DemoProcess.start(port, folder)) {
            demo.untilReady(port);
            String script = typed.stream()
                    .map(each -> each.command()
                            .replace("examples/orders/data", folder.toString())
                            .replace("http://localhost:8080", "http://localhost:" + port)
                            .replace("examples/orders/target/", "target/"))
                    .collect(Collectors.joining("\necho; echo '" + MARK + "'\n"));
            Process shell = new ProcessBuilder("timeout", "1200", "sh", "-c", script)
                    .redirectErrorStream(true)
                    .start();
            shell.getOutputStream().close();
            String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(shell.waitFor(5, TimeUnit.MINUTES)).isTrue();
            return List.of(said.replace("\r", "").split("\n" + MARK + "\n", -1));
        }
    }
}
