/** Access by annotations and one policy document. */
module io.gapura.rbac {
    requires transitive io.gapura.filters;
    requires jakarta.annotation;
    requires org.snakeyaml.engine; // for the tree of the engine, which does not bring it along
    requires static org.jspecify;

    exports io.gapura.rbac;
    exports io.gapura.rbac.importing;

    uses io.gapura.rbac.HandlerUnwrapper;
    uses io.gapura.rbac.PolicySourceProvider;

    provides io.gapura.filters.config.PolicyCatalog with
            io.gapura.rbac.RbacCatalog;
}
