/** Constraints of what a request carries. */
module io.gapura.validation {
    requires transitive io.gapura.filters;
    requires transitive java.xml;
    requires jakarta.validation;
    requires org.hibernate.validator;
    requires static jakarta.servlet;
    requires static org.jspecify;

    exports io.gapura.validation;
    exports io.gapura.validation.constraints;
    exports io.gapura.validation.encode;
    exports io.gapura.validation.files;

    uses io.gapura.validation.ContractSource.Format;
    uses io.gapura.validation.DeclaredContent;
    uses io.gapura.validation.constraints.ConfusableCheck;

    provides io.gapura.filters.config.PolicyCatalog with
            io.gapura.validation.ValidationCatalog;
}
