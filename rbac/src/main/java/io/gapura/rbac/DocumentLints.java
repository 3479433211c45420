package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import io.gapura.rbac.Lint.Code;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Tells at start-up what somebody should look at in the document; what endpoints show is told with each of them. */
final class DocumentLints {
    private static final System.Logger LOG = System.getLogger("io.gapura.rbac");

    /** About what nothing asks for: annotations may, and they are not known yet. */
    private static final Set<Code> OF_CODE_TOO = EnumSet.of(Code.PERMISSION_UNCHECKED, Code.ROLE_WITHOUT_GRANTS);

    private DocumentLints() {}

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
