/** Constraints of what a request carries. */
module io.gapura.validation {
    requires transitive io.gapura.filters;
    requires jakarta.validation;
    requires org.hibernate.validator;
    requires static org.jspecify;

    exports io.gapura.validation;

    provides io.gapura.filters.config.PolicyCatalog with
            io.gapura.validation.ValidationCatalog;
}
