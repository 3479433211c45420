package io.gapura.examples.cli;

import io.gapura.filters.Authentication;
import io.gapura.filters.Caller;
import io.gapura.filters.RequestView;
import io.gapura.filters.testkit.access.ClassPathScan;
import io.gapura.filters.testkit.access.Endpoints;
import io.gapura.rbac.Rbac;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says why a caller is admitted, or is not. */
@Command(
        name = "explain",
        description =
                "Says why a caller may make a request, or may not, part by part. Checks of objects are not asked.",
        mixinStandardHelpOptions = true,
        exitCodeOnInvalidInput = AccessCommand.USAGE,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:explained, whatever the answer is",
            "2:the policy or the classes cannot be loaded, or no endpoint is there",
            "64:usage"
        })
final class ExplainCommand extends AccessCommand {
    @Parameters(index = "0", paramLabel = "POLICY", description = "The policy document.")
    private Path policy = Path.of("policy.yaml");

    @Parameters(index = "1", paramLabel = "METHOD", description = "Such as GET.")
    private String method = "GET";

    @Parameters(index = "2", paramLabel = "PATH", description = "Within the application, such as /orders/7.")
    private String path = "/";

    @Option(names = "--rest-at", description = "Where the REST application is mapped, such as /api; at the root.")
    private String restAt = "";

    @Option(names = "--role", arity = "1", description = "A role of the caller; may be given again.")
    private List<String> roles = new ArrayList<>();

    @Option(names = "--scope", arity = "1", description = "A scope of its token; may be given again.")
    private List<String> scopes = new ArrayList<>();

    @Option(names = "--tenant", description = "For whom it acts.")
    private Optional<String> tenant = Optional.empty();

    @Option(names = "--acr", description = "How strongly it was authenticated, just now.")
    private Optional<String> acr = Optional.empty();

    @Option(
            names = "--caller",
            description =
                    "MECHANISM:ID of a caller that the policy knows, such as signing:partner; its roles are those.")
    private Optional<String> known = Optional.empty();

    @Option(names = "--anonymous", description = "Nobody in particular asks.")
    private boolean anonymous;

    @Override
    int run(ClassPathScan scan) {
        RequestView request = RequestView.of(method, path);
        Optional<Endpoints.Found> found =
                scan.endpoints().find(method, request.target().path(), restAt);
        if (found.isEmpty()) {
            complain("no endpoint is at " + method + " " + path);
            return UNLOADABLE;
        }
        RequestView matched = request.withEndpoint(found.get().endpoint())
                .withPathParameters(found.get().parameters());
        RequestView asked = anonymous ? matched : matched.withCaller(caller());
        Rbac rbac = rules(policy).withTestCallers();
        rbac.matrix(List.of(found.get().endpoint())); // what is not sound has no explanation
        out().println(rbac.explainWithoutChecks(asked));
        return FINE;
    }

    private Caller caller() {
        String[] words = known.orElse("testkit:caller").split(":", 2);
        if (words.length != 2) {
            throw new IllegalArgumentException("--caller is MECHANISM:ID");
        }
        Caller caller = Caller.of(words[0], words[1]).withRoles(Set.copyOf(roles));
        caller = scopes.isEmpty() ? caller : caller.withScopes(Set.copyOf(scopes));
        caller = tenant.isEmpty() ? caller : caller.withTenant(tenant.get());
        return acr.isEmpty()
                ? caller
                : caller.withAuthentication(new Authentication(acr, Set.of(), Optional.of(Instant.now())));
    }
}
