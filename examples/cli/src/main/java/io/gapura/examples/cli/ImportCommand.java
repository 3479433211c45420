package io.gapura.examples.cli;

import io.gapura.filters.ConfigurationException;
import io.gapura.rbac.importing.CasbinCsv;
import io.gapura.rbac.importing.CasbinHints;
import io.gapura.rbac.importing.Imported;
import io.gapura.rbac.importing.KeycloakRealm;
import io.gapura.rbac.importing.ShiroIni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Makes policies of those of others: what cannot be said exactly is left out, and told on the error stream. */
@Command(
        name = "import",
        description =
                "Makes a policy of one of another framework. Never wider: what cannot be said exactly is left out and told.",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = AccessCommand.USAGE,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:all of it", "1:something was left out", "2:not readable", "64:usage"})
final class ImportCommand {
    private static final int LEFT_OUT = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Reads one. */
    private interface Source {
        Imported read() throws IOException;
    }

    @Command(name = "shiro", description = "From shiro.ini: [roles], [users] without passwords, [urls] as proposals.")
    int shiro(
            @Parameters(paramLabel = "INI") Path ini,
            @Option(
                            names = "--mechanism",
                            defaultValue = "container",
                            description = "How its users will prove who they are; ${DEFAULT-VALUE}.")
                    String mechanism) {
        return print(() -> ShiroIni.read(Files.readString(ini), mechanism));
    }

    @Command(name = "casbin", description = "From policy.csv of the RBAC model.")
    int casbin(
            @Parameters(index = "0", paramLabel = "CSV") Path csv,
            @Parameters(index = "1", paramLabel = "MODEL") Path model,
            @Option(
                            names = "--hints",
                            description =
                                    "Which names are roles, and which users: lines \"role NAME\", \"user NAME MECHANISM\".")
                    Optional<Path> hints) {
        return print(() -> {
            CasbinHints known = hints.isEmpty() ? CasbinHints.none() : CasbinHints.read(Files.readString(hints.get()));
            return CasbinCsv.read(Files.readString(csv), Files.readString(model), known);
        });
    }

    @Command(name = "keycloak", description = "From an exported realm: realm and client roles with their composites.")
    int keycloak(
            @Parameters(paramLabel = "JSON") Path json,
            @Option(names = "--issuer", required = true, description = "As its tokens say: https://host/realms/NAME.")
                    String issuer) {
        return print(() -> KeycloakRealm.read(Files.readAllBytes(json), issuer));
    }

    private int print(Source source) {
        try {
            Imported imported = source.read();
            spec.commandLine().getOut().print(imported.document().toYaml());
            spec.commandLine().getOut().flush();
            imported.notCarried().forEach(line -> spec.commandLine().getErr().println("gapura: not carried: " + line));
            return imported.notCarried().isEmpty() ? AccessCommand.FINE : LEFT_OUT;
        } catch (ConfigurationException | IllegalArgumentException unsound) {
            spec.commandLine().getErr().println("gapura: " + unsound.getMessage());
        } catch (IOException unreadable) {
            spec.commandLine().getErr().println("gapura: cannot read: " + unreadable.getMessage());
        }
        return AccessCommand.UNLOADABLE;
    }
}
