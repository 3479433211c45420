package io.gapura.examples.cli;

import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.PolicyCatalog;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints every setting as the records define it: the table of the README. */
@Command(name = "settings", description = "Prints every setting, its default and its form, as Markdown.")
final class SettingsCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(table(PolicyCatalog.installed()));
        spec.commandLine().getOut().flush();
        return 0;
    }

    static String table(List<PolicyCatalog> catalogs) {
        StringBuilder table = new StringBuilder("| key | default | form |\n|---|---|---|\n");
        catalogs.stream()
                .flatMap(catalog -> catalog.entries().stream())
                .sorted(Comparator.comparing(CatalogEntry::name))
                .flatMap(entry -> entry.settings().stream())
                .forEach(setting -> table.append(row(setting)));
        return table.toString();
    }

    private static String row(CatalogEntry.Setting setting) {
        String standard = setting.standard().isEmpty() ? "" : "`" + setting.standard() + "`";
        String form = setting.type().replace("|", "\\|");
        return "| `" + setting.key() + "` | " + standard + " | " + form + " |\n";
    }
}
