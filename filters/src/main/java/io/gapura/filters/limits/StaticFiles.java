package io.gapura.filters.limits;

import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.filters.Rules;
import io.gapura.filters.Stage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lets the container's default servlet serve files of listed extensions alone, so that a backup, a dump or a key that was
 * packed by mistake is not there. Other endpoints are none of its business.
 *
 * <p>A path that ends with a slash is a folder or its welcome page and passes. Immutable and thread-safe.
 */
final class StaticFiles implements Policy {
    static final String RULE = "uri.extension";

    private final Set<String> extensions;
    private final Set<String> observed;
    private final Rules rules;

    StaticFiles(Set<String> extensions) {
        this(extensions, Set.of());
    }

    private StaticFiles(Set<String> extensions, Set<String> observed) {
        this.extensions = extensions;
        this.observed = observed;
        this.rules = Rules.of(observed, this::extension);
    }

    @Override
    public String name() {
        return "firewall-files";
    }

    @Override
    public Stage stage() {
        return Stage.ENDPOINT;
    }

    @Override
    public Set<String> rules() {
        return Set.of(RULE);
    }

    @Override
    public Policy shadowing(Set<String> names) {
        return new StaticFiles(extensions, Rules.checked(names, rules()));
    }

    @Override
    public Set<String> observed() {
        return observed;
    }

    @Override
    public List<String> remarks() {
        return List.of("files: " + String.join(" ", new TreeSet<>(extensions)));
    }

    @Override
    public Decision decide(RequestView request) throws IOException {
        return rules.decide(request);
    }

    private Decision extension(RequestView request) {
        boolean file = request.endpoint().filter(Endpoint::servesFiles).isPresent();
        return file && !isListed(request.target().path()) ? Refusals.EXTENSION : Decision.proceed();
    }

    private boolean isListed(String path) {
        int dot = path.lastIndexOf('.');
        return path.endsWith("/")
                || dot > path.lastIndexOf('/')
                        && extensions.contains(path.substring(dot + 1).toLowerCase(Locale.ROOT));
    }
}
