/** The gate: engine, both adapters, built-in policies. Servlet containers run on the class path and ignore this. */
@SuppressWarnings("module") // a friend that is built later is not found yet
module io.gapura.filters {
    requires com.fasterxml.jackson.core;
    requires com.github.benmanes.caffeine;
    requires com.nimbusds.jose.jwt;
    requires java.management;
    requires java.naming;
    requires java.net.http;
    requires transitive java.sql; // only who seals columns uses it
    requires owasp.encoder;
    requires static com.fasterxml.jackson.databind;
    requires static jakarta.annotation;
    requires static jakarta.json.bind;
    requires static jakarta.servlet;
    requires static jakarta.validation;
    requires static jakarta.ws.rs;
    requires static org.jspecify;
    requires static org.snakeyaml.engine;

    exports io.gapura.filters;
    exports io.gapura.filters.audit;
    exports io.gapura.filters.audit.ship;
    exports io.gapura.filters.audit.tlog;
    exports io.gapura.filters.audit.view;
    exports io.gapura.filters.bearer;
    exports io.gapura.filters.callers;
    exports io.gapura.filters.config;
    exports io.gapura.filters.errors;
    exports io.gapura.filters.headers;
    exports io.gapura.filters.jaxrs;
    exports io.gapura.filters.json to
            io.gapura.filters.otlp,
            io.gapura.rbac,
            io.gapura.validation,
            io.gapura.validation.openapi;
    exports io.gapura.filters.limits;
    exports io.gapura.filters.origin;
    exports io.gapura.filters.protect;
    exports io.gapura.filters.proxies;
    exports io.gapura.filters.servlet;
    exports io.gapura.filters.signing;
    exports io.gapura.filters.signing.client;
    exports io.gapura.filters.signing.sigv4;
    exports io.gapura.filters.signing.webhook;
    exports io.gapura.filters.yaml to
            io.gapura.rbac,
            io.gapura.validation.openapi;

    // runtimes fill the @Context fields of the filters
    opens io.gapura.filters.jaxrs;

    uses io.gapura.filters.DefaultFacilities;
    uses io.gapura.filters.audit.ship.ShipperType;
    uses io.gapura.filters.bearer.ProofOfPossessionProvider;
    uses io.gapura.filters.bearer.TokenRevocationProvider;
    uses io.gapura.filters.config.PolicyCatalog;
    uses io.gapura.filters.errors.ErrorCatalog.Source;
    uses io.gapura.filters.signing.ReplayGuardProvider;

    provides io.gapura.filters.DefaultFacilities with
            io.gapura.filters.catalog.StandardFacilities;
    provides io.gapura.filters.config.PolicyCatalog with
            io.gapura.filters.catalog.FiltersCatalog;
    provides io.gapura.filters.bearer.ProofOfPossessionProvider with
            io.gapura.filters.bearer.CertificateBindingProvider;
    provides jakarta.servlet.ServletContainerInitializer with
            io.gapura.filters.servlet.GapuraInitializer;
}
