package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.examples.cli.access.Shop;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command on the page about access prints what the page shows. */
class AccessPageTest {
    private static final String COMMAND = "$ gapura ";
    private static final String SHOP = "io.gapura.examples.cli.access.Shop$";

    private final Page page = Page.of("access-tools.md");

    @TempDir
    private Path folder;

    @Test
    void everyCommandPrintsWhatThePageShows() throws Exception {
        Files.writeString(
                folder.resolve("policy.yaml"), page.blocks("yaml").get(0).text());
        Path classes = Files.createDirectories(folder.resolve("classes/io/gapura/examples/cli/access"));
        Path tests = Path.of(
                Shop.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.list(tests.resolve("io/gapura/examples/cli/access"))) {
            for (Path file : files.toList()) {
                Files.copy(file, classes.resolve(file.getFileName().toString()));
            }
        }
        List<Page.Block> blocks = page.blocks("console");
        assertThat(blocks).hasSize(3);
        for (Page.Block block : blocks) {
            String[] parts = block.text().split("\n", 2);
            assertThat(run(parts[0].substring(COMMAND.length()))).isEqualTo(parts[1]);
        }
    }

    private String run(String command) {
        String[] arguments = command.replace(
                        "policy.yaml", folder.resolve("policy.yaml").toString())
                .replace("target/classes", folder.resolve("classes").toString())
                .split(" ");
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out, true);
        Gapura.run(writer, writer, arguments);
        return out.toString().replace(SHOP, "shop.").replaceAll("policy 1-[0-9a-f]{8}", "policy VERSION");
    }
}
