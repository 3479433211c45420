package io.gapura.rbac;

import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.PolicyCatalog;
import java.util.List;

/** Makes {@code rbac} a name in {@code policies = …}; found as a service. */
public final class RbacCatalog implements PolicyCatalog {
    /** For the service loader. */
    public RbacCatalog() {}

    @Override
    public List<CatalogEntry<?>> entries() {
        return List.of(Rbac.entry());
    }
}
