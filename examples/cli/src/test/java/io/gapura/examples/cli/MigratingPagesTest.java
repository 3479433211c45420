package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages for those who come from elsewhere show as printed by a command is printed by it. */
class MigratingPagesTest {
    @TempDir
    private Path folder;

    private String run(String... arguments) {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out, true);
        assertThat(Gapura.run(writer, writer, arguments)).isZero();
        return out.toString();
    }

    /** What stands below the command of a block. */
    private static String shown(Page page, String command) {
        return page.blocks("console").stream()
                .map(Page.Block::text)
                .filter(text -> text.startsWith("$ " + command + "\n"))
                .map(text -> text.substring(text.indexOf('\n') + 1))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theConstraintsOfAContainerMakeTheMatrixOfThePage() throws IOException {
        Page page = Page.of("migrating-container.md");
        Path policy = Files.writeString(
                folder.resolve("policy.yaml"), page.blocks("yaml").get(0).text());
        assertThat(run("matrix", policy.toString())).isEqualTo(shown(page, "gapura matrix WEB-INF/policy.yaml"));
    }

    @Test
    void theFileOfShiroMakesThePolicyOfThePage() throws IOException {
        Page page = Page.of("migrating-shiro.md");
        Path ini = Files.writeString(
                folder.resolve("shiro.ini"), page.blocks("ini").get(0).text());
        String printed = run("import", "shiro", ini.toString(), "--mechanism", "people");
        assertThat(printed).isEqualTo(shown(page, "gapura import shiro shiro.ini --mechanism people"));
        Path policy = Files.writeString(folder.resolve("policy.yaml"), printed);
        assertThat(run("matrix", policy.toString()))
                .contains("| * /payments/** path rule | permissions [payment:read] |");
    }

    @Test
    void usersOfShiroAreNoRolesOfTheContainer() throws IOException {
        Path ini = Files.writeString(
                folder.resolve("shiro.ini"),
                Page.of("migrating-shiro.md").blocks("ini").get(0).text());
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out, true);
        assertThat(Gapura.run(writer, writer, "import", "shiro", ini.toString(), "--mechanism", "container"))
                .isNotZero();
        assertThat(out.toString()).doesNotContain("ada").contains("container");
    }
}
