package io.gapura.rbac;

import static io.gapura.rbac.Decided.on;
import static io.gapura.rbac.Decided.ruling;
import static io.gapura.rbac.Decided.signing;
import static io.gapura.rbac.Decided.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Endpoint;
import io.gapura.filters.RequestView;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.GenericServlet;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of plain servlets: class level, the method that will be called, and path rules. */
class ServletAccessTest {
    private static final String ROLES = "version: 1\nroles: { a: { grants: [ \"ops:read\" ] }, b: {} }\n"
            + "assignments: { signing: { a: { roles: [ a ] }, b: { roles: [ b ] } } }\n";

    private final Rbac rbac = yaml(ROLES);

    @SuppressWarnings("serial")
    @RolesAllowed("a")
    static class ByClass extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}

        @Override
        @RolesAllowed("b")
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {}

        @Override
        @DenyAll
        protected void doPut(HttpServletRequest request, HttpServletResponse response) {}

        @PermitAll
        protected void doDelete(HttpServletRequest request) {}
    }

    @SuppressWarnings("serial")
    static class ByMethod extends HttpServlet {
        @Override
        @PermitAll
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}

        @Override
        @RolesAllowed("a")
        protected void doHead(HttpServletRequest request, HttpServletResponse response) {}

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
    }

    @SuppressWarnings("serial")
    @PermitAll
    static class Open extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
    }

    @SuppressWarnings("serial")
    static class Inheriting extends ByClass {}

    @SuppressWarnings("serial")
    @RolesAllowed("b")
    static class Shadowing extends ByClass {}

    @SuppressWarnings("serial")
    static class Nothing extends HttpServlet {}

    @SuppressWarnings("serial")
    @RolesAllowed("a")
    static class Service extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) {}
    }

    @SuppressWarnings("serial")
    @RolesAllowed("a")
    static class ServiceAndMethod extends Service {
        @Override
        @RolesAllowed("b")
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
    }

    @SuppressWarnings("serial")
    static class AnnotatedService extends HttpServlet {
        @Override
        @RolesAllowed("a")
        public void service(ServletRequest request, ServletResponse response) {}
    }

    @SuppressWarnings("serial")
    @RolesAllowed("a")
    static class Generic extends GenericServlet {
        @Override
        public void service(ServletRequest request, ServletResponse response) {}
    }

    @RolesAllowed("a")
    static class NoServlet {}

    private static final Map<String, Class<?>> TYPES = Map.ofEntries(
            Map.entry("ByClass", ByClass.class),
            Map.entry("ByMethod", ByMethod.class),
            Map.entry("Open", Open.class),
            Map.entry("Inheriting", Inheriting.class),
            Map.entry("Nothing", Nothing.class),
            Map.entry("Service", Service.class),
            Map.entry("Generic", Generic.class),
            Map.entry("NoServlet", NoServlet.class));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ByClass    | GET     | roles [a]
                    ByClass    | HEAD    | roles [a]
                    ByClass    | POST    | roles [b]
                    ByClass    | PUT     | nobody
                    ByClass    | DELETE  | roles [a]
                    ByClass    | OPTIONS | roles [a]
                    ByClass    | TRACE   | roles [a]
                    ByClass    | PATCH   | roles [a]
                    ByClass    | MADEUP  | roles [a]
                    ByClass    | get     | roles [a]
                    ByMethod   | GET     | public
                    ByMethod   | HEAD    | roles [a]
                    ByMethod   | POST    | uncovered!
                    ByMethod   | OPTIONS | uncovered!
                    ByMethod   | MADEUP  | uncovered!
                    Open       | GET     | public
                    Open       | HEAD    | public
                    Open       | POST    | uncovered!
                    Open       | MADEUP  | uncovered!
                    Inheriting | GET     | roles [a]
                    Inheriting | POST    | roles [b]
                    Inheriting | OPTIONS | uncovered!
                    Nothing    | GET     | uncovered!
                    Service    | GET     | roles [a]
                    Service    | MADEUP  | roles [a]
                    Generic    | GET     | roles [a]
                    NoServlet  | GET     | uncovered!
                    """)
    void aServletIsRuledByTheMethodThatRuns(String type, String httpMethod, String expected) {
        assertThat(ruling(rbac, Endpoint.servlet(httpMethod, "/x", TYPES.get(type))))
                .isEqualTo(expected);
    }

    @Test
    void aClassLevelRuleThatAnInheritedMethodWouldByPassStopsTheStart() {
        Endpoint endpoint = Endpoint.servlet("GET", "/x", Shadowing.class);
        assertThatThrownBy(() -> ruling(rbac, endpoint))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("shadowed rule");
        assertThat(on(rbac, signing("b"), endpoint)).isEqualTo("500 internal-error (rule-conflict)");
    }

    @Test
    void aServletThatOverridesServiceCanOnlyBeAnnotatedAtItsClass() {
        assertThatThrownBy(() -> ruling(rbac, Endpoint.servlet("GET", "/x", ServiceAndMethod.class)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("overrides service");
        assertThatThrownBy(() -> ruling(rbac, Endpoint.servlet("GET", "/x", AnnotatedService.class)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("overrides service");
    }

    private static final String PATHS = ROLES + """
            paths:
              - { path: /health, method: [ GET ], public: "liveness probe" }
              - { path: /internal/**, require: { permissions: [ "ops:read" ] } }
              - { path: /internal/open/*, public: "by a more specific rule" }
              - { path: "/orders/{id}", method: [ GET ], require: { roles: [ b ] } }
              - { path: "/orders/{id}", method: [ POST, HEAD ], require: { authenticated: true } }
              - { path: /orders/new, deny: true }
              - { path: /console/**, deny: true }
              - { path: /, public: "welcome" }
            """;

    private final Rbac paths = yaml(PATHS);

    private String onPath(String method, String path, String caller) {
        RequestView request = RequestView.of(method, path).withEndpoint(Endpoint.servlet(method, "/", Nothing.class));
        return on(paths, caller == null ? Caller.anonymous() : signing(caller), request);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET    | /health              |   | proceeds
                    HEAD   | /health              |   | proceeds
                    GET    | /health/             |   | proceeds
                    POST   | /health              | a | 403 forbidden (path-method)
                    POST   | /health              |   | 403 forbidden (path-method)
                    GET    | /Health              | a | 403 forbidden (uncovered)
                    GET    | /internal            | a | proceeds
                    GET    | /internal/x/y        | a | proceeds
                    GET    | /internal/x/y        | b | 403 forbidden (permission-missing)
                    GET    | /internal/x/y        |   | 401 authentication-required (anonymous)
                    GET    | /internal/open/x     |   | proceeds
                    GET    | /internal/open       |   | 401 authentication-required (anonymous)
                    GET    | /internal/open/x/y   |   | 401 authentication-required (anonymous)
                    GET    | /orders/7            | b | proceeds
                    GET    | /orders/7            | a | 403 forbidden (role-missing)
                    POST   | /orders/7            | a | proceeds
                    HEAD   | /orders/7            | a | proceeds
                    POST   | /orders/7            |   | 401 authentication-required (anonymous)
                    DELETE | /orders/7            | b | 403 forbidden (path-method)
                    GET    | /orders/new          | b | 403 forbidden (deny-all)
                    GET    | /orders/new          |   | 403 forbidden (deny-all)
                    GET    | /orders/7/x          | b | 403 forbidden (uncovered)
                    GET    | /orders              | b | 403 forbidden (uncovered)
                    GET    | /console             | a | 403 forbidden (deny-all)
                    GET    | /                    |   | proceeds
                    GET    | /other               | a | 403 forbidden (uncovered)
                    """)
    void aPathRuleCoversAServlet(String method, String path, String caller, String expected) {
        assertThat(onPath(method, path, caller)).isEqualTo(expected);
    }

    @Test
    void aPathRuleAndAnAnnotationMustBothAdmit() {
        Endpoint open = Endpoint.servlet("GET", "/", Open.class);
        assertThat(on(paths, Caller.anonymous(), RequestView.get("/orders/7").withEndpoint(open)))
                .isEqualTo("401 authentication-required (anonymous)");
        Endpoint restricted = Endpoint.servlet("GET", "/", ByClass.class);
        assertThat(on(paths, signing("b"), RequestView.get("/orders/7").withEndpoint(restricted)))
                .isEqualTo("403 forbidden (role-missing)");
        assertThat(on(paths, Caller.anonymous(), RequestView.get("/health").withEndpoint(restricted)))
                .isEqualTo("401 authentication-required (anonymous)");
    }

    public static class Resource {
        public void unannotated() {}
    }

    @Test
    void aPathRuleNeverCoversAResourceMethod() {
        Endpoint resource = Decided.method(Resource.class, "unannotated");
        assertThat(on(paths, signing("a"), RequestView.get("/health").withEndpoint(resource)))
                .isEqualTo("403 forbidden (uncovered)");
        assertThat(ruling(paths, resource)).isEqualTo("uncovered!");
    }

    @Test
    void aPathRuleNeverCoversWhatNobodyKnows() {
        Endpoint unknown = Endpoint.unknown("GET", "/health", "generated");
        assertThat(on(paths, signing("a"), RequestView.get("/health").withEndpoint(unknown)))
                .isEqualTo("403 forbidden (uncovered)");
    }

    @Test
    void aPathRuleNeverOpensAServletWhoseAnnotationsContradictEachOther() {
        Endpoint shadowing = Endpoint.servlet("GET", "/", Shadowing.class);
        assertThat(on(paths, signing("a"), RequestView.get("/health").withEndpoint(shadowing)))
                .isEqualTo("500 internal-error (rule-conflict)");
    }

    @Test
    void pathRulesDecideAtArrivalToo() {
        assertThat(on(paths, signing("a"), RequestView.get("/console/x"))).isEqualTo("403 forbidden (deny-all)");
        assertThat(on(paths, signing("a"), RequestView.get("/other"))).isEqualTo("proceeds");
        assertThat(on(paths, Caller.anonymous(), RequestView.of("OPTIONS", "*")))
                .isEqualTo("proceeds");
        assertThat(on(paths, signing("a"), RequestView.get("/internal/../console/x")))
                .isEqualTo("403 forbidden (deny-all)");
    }

    @ParameterizedTest
    @CsvSource({"/acme/orders, proceeds", "/globex/orders, 403 forbidden (tenant-mismatch)"})
    void theFirstSegmentOfAPathMayNameTheTenant(String path, String expected) {
        Rbac tenants = yaml(ROLES + "paths: [ { path: \"/{tenant}/orders\", require: { tenant: tenant } } ]\n");
        assertThat(on(tenants, signing("a").withTenant("acme"), RequestView.get(path)))
                .isEqualTo(expected);
    }

    @Test
    void anotherTextIsAnotherVersionOfThePolicy() {
        String one = rbac.policies().get(0).fingerprint();
        assertThat(yaml(ROLES).policies().get(0).fingerprint()).isEqualTo(one).isNotEmpty();
        assertThat(yaml(ROLES + "# later\n").policies().get(0).fingerprint()).isNotEqualTo(one);
    }

    @Test
    void theReportSaysThatPathRulesDecide() {
        assertThat(ruling(paths, Endpoint.servlet("GET", "/", Nothing.class))).isEqualTo("path rules");
        assertThat(paths.policies()).extracting(io.gapura.filters.Policy::name).containsExactly("rbac-paths", "rbac");
        assertThat(rbac.policies()).extracting(io.gapura.filters.Policy::name).containsExactly("rbac");
    }
}
