package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Endpoint;
import io.gapura.rbac.Lint.Code;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tells at start-up what somebody should look at in the document; what endpoints show is told with each of them. */
final class DocumentLints {
    private static final System.Logger LOG = System.getLogger("io.gapura.rbac");

    /** About what nothing asks for: annotations may, and they are known when the gate opens. */
    private static final Set<Code> OF_CODE_TOO = EnumSet.of(Code.PERMISSION_UNCHECKED, Code.ROLE_WITHOUT_GRANTS);

    private DocumentLints() {}

    /**
     * Logs those as well, once the gate opens, as what is known by then: another REST application may be still to come, and
     * ask for it. So it is information and no warning, and a warning for one that must not occur; {@code gapura lint} knows
     * all endpoints. Says nothing before the first resource is known.
     */
    static void tell(EndpointRules rules, Optional<PathTrie> paths, Setup setup, List<Endpoint> endpoints) {
        if (endpoints.stream().noneMatch(endpoint -> endpoint.method().isPresent())) {
            return;
        }
        Set<Code> errors = setup.reading().errors();
        try {
            new Linting(rules, paths, setup.loaded().document())
                    .of(endpoints).stream()
                            .filter(lint -> OF_CODE_TOO.contains(lint.code()))
                            .forEach(lint -> LOG.log(level(lint, errors), lint + ", as far as endpoints are known"));
        } catch (ConfigurationException contradiction) {
            // Told of the endpoint itself, which refuses everybody.
        }
    }

    private static System.Logger.Level level(Lint lint, Set<Code> errors) {
        return errors.contains(lint.code()) ? System.Logger.Level.WARNING : System.Logger.Level.INFO;
    }

    /**
     * Logs them.
     *
     * @throws ConfigurationException for one that must not occur
     */
    static void tell(Setup setup) {
        List<Lint> found = setup.loaded().document().lints().stream()
                .filter(lint -> !OF_CODE_TOO.contains(lint.code()))
                .filter(lint -> lint.code() != Code.DYNAMIC_WITHOUT_ACTIVATION || setup.activation() == null)
                .toList();
        Lint.raised(found, setup.reading().errors()).forEach(lint -> LOG.log(System.Logger.Level.WARNING, lint));
    }
}
