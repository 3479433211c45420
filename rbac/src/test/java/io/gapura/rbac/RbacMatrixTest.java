package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Endpoint;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RbacMatrixTest {
    private static final Rbac RBAC = Decided.yaml("""
            version: 1
            roles:
              viewer: {}
              clerk:  { includes: [ viewer ] }
              batch:  {}
            paths:
              - { path: "/internal/health", method: [ GET ], public: "liveness probe" }
              - { path: "/internal/**", require: { roles: [ viewer ] } }
              - { path: "/hooks/{id}", method: [ POST, PUT ], require: { roles: [ batch ], acr: phr } }
              - { path: "/hooks/*/log", deny: true }
            """);

    @RolesAllowed("viewer")
    public static class Orders {
        public void list() {}
    }

    /** Has the rule of the one above; no rule of its own. */
    public static class MoreOrders extends Orders {
        @Override
        public void list() {}
    }

    @SuppressWarnings("serial")
    static class Bare extends HttpServlet {}

    @RolesAllowed("viewer")
    @SuppressWarnings("serial")
    static class Ruled extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) {}
    }

    @PermitAll
    @SuppressWarnings("serial")
    static class Open extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) {}
    }

    @RequiresAuthentication(acr = "phr")
    @SuppressWarnings("serial")
    static class Stepped extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) {}
    }

    /** Has no rule at all. */
    public static class Forgotten {
        public void list() {}
    }

    @RolesAllowed("nobody-declared-this")
    public static class Unsound {
        public void list() {}
    }

    private static String row(Endpoint endpoint) {
        return row(RBAC, endpoint);
    }

    private static String row(Rbac rbac, Endpoint endpoint) {
        return rbac.matrix(List.of(endpoint)).lines().stream()
                .filter(line -> line.get(0).equals(endpoint.id()))
                .map(line -> String.join(" | ", line.subList(1, line.size())))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theColumnsAreTheCallersThatARuleTellsApart() {
        assertThat(RBAC.matrix(List.of()).columns())
                .containsExactly("anonymous", "authenticated", "batch", "clerk", "viewer");
    }

    @Test
    void pathRulesHaveRowsOfTheirOwnOneForEachMethod() {
        assertThat(RBAC.matrix(List.of()).toCsv()).isEqualTo("""
                endpoint,rule,anonymous,authenticated,batch,clerk,viewer
                * /hooks/*/log path rule,nobody,no,no,no,no,no
                * /internal/** path rule,roles [viewer],no,no,no,yes,yes
                GET /internal/health path rule,public,yes,yes,yes,yes,yes
                POST /hooks/{id} path rule,roles [batch] and acr [phr],no,no,if,no,no
                PUT /hooks/{id} path rule,roles [batch] and acr [phr],no,no,if,no,no
                """);
    }

    @Test
    void aResourceMethodHasTheRuleOfItsClassAndSaysWhereItIsFrom() {
        assertThat(row(Endpoint.resource("GET", "/orders", Orders.class, Decided.find(Orders.class, "list"))))
                .isEqualTo("roles [viewer] | no | no | no | yes | yes");
        assertThat(row(Endpoint.resource("GET", "/orders", MoreOrders.class, Decided.find(MoreOrders.class, "list"))))
                .startsWith("roles [viewer], inherited from ")
                .endsWith(" | no | no | no | yes | yes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            GET;  /internal/health; public, path rule | yes | yes | yes | yes | yes
            POST; /internal/health; another method, path rule | no | no | no | no | no
            GET;  /internal/jobs;   roles [viewer], path rule | no | no | no | yes | yes
            GET;  /internal/*;      path rules | if | if | if | yes | yes
            POST; /hooks/*;         path rules | no | no | if | no | no
            GET;  /hooks/*;         path rules | no | no | no | no | no
            *;    /internal/health; path rules | if | if | if | if | if
            GET;  /shop;            uncovered | no | no | no | no | no
            GET;  /shop/*;          uncovered | no | no | no | no | no
            GET;  '';               uncovered | no | no | no | no | no
            GET;  *.log;            path rules | no | no | no | if | if
            GET;  *.html;           path rules | no | no | no | if | if
            """)
    void aServletIsRuledOnByWhatCanMatchItsMapping(String method, String mapping, String row) {
        assertThat(row(Endpoint.servlet(method, mapping, Bare.class))).isEqualTo(row);
    }

    private static final Map<String, Class<?>> SERVLETS =
            Map.of("ruled", Ruled.class, "open", Open.class, "stepped", Stepped.class, "bare", Bare.class);

    /** Both must admit, where a path rule matches. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            ruled;   GET;  /internal/jobs;   roles [viewer] and path rules | no | no | no | yes | yes
            ruled;   GET;  /internal/health; roles [viewer] and path rules | no | no | no | yes | yes
            ruled;   GET;  /internal/*;      roles [viewer] and path rules | no | no | no | yes | yes
            ruled;   POST; /hooks/*;         roles [viewer] and path rules | no | no | no | if | if
            ruled;   POST; /hooks/1;         roles [viewer] and path rules | no | no | no | no | no
            ruled;   GET;  /shop;            roles [viewer] | no | no | no | yes | yes
            open;    GET;  /internal/jobs;   public and path rules | no | no | no | yes | yes
            open;    POST; /hooks/1;         public and path rules | no | no | if | no | no
            open;    GET;  /hooks/1/log;     public and path rules | no | no | no | no | no
            open;    GET;  /shop;            public | yes | yes | yes | yes | yes
            stepped; GET;  /internal/health; acr [phr] and path rules | no | if | if | if | if
            stepped; GET;  /internal/jobs;   acr [phr] and path rules | no | no | no | if | if
            """)
    void aServletWithARuleOfItsOwnHasBoth(String servlet, String method, String mapping, String row) {
        assertThat(row(Endpoint.servlet(method, mapping, SERVLETS.get(servlet))))
                .isEqualTo(row);
    }

    @Test
    void whereThereAreNoPathRulesAServletsOwnRuleDecides() {
        Rbac plain = Decided.yaml("version: 1\nroles: { viewer: {} }\n");
        assertThat(row(plain, Endpoint.servlet("GET", "/shop", Ruled.class)))
                .isEqualTo("roles [viewer] | no | no | yes");
        assertThat(row(plain, Endpoint.servlet("GET", "/shop", Bare.class))).isEqualTo("uncovered | no | no | no");
    }

    @Test
    void whatNoRuleCoversIsLetThroughWhereThatIsSaid() {
        Rbac reporting = RBAC.onUncovered(Rbac.OnUncovered.REPORT);
        assertThat(row(
                        reporting,
                        Endpoint.resource("GET", "/f", Forgotten.class, Decided.find(Forgotten.class, "list"))))
                .isEqualTo("uncovered, let through | yes | yes | yes | yes | yes");
        assertThat(row(reporting, Endpoint.servlet("GET", "/shop", Bare.class)))
                .isEqualTo("uncovered, let through | yes | yes | yes | yes | yes");
        assertThat(row(reporting, Endpoint.servlet("POST", "/hooks/1", Bare.class)))
                .isEqualTo("roles [batch] and acr [phr], path rule | no | no | if | no | no");
        assertThat(row(reporting, Endpoint.servlet("POST", "/hooks/*", Bare.class)))
                .isEqualTo("path rules | if | if | if | if | if");
        assertThat(row(RBAC, Endpoint.resource("GET", "/f", Forgotten.class, Decided.find(Forgotten.class, "list"))))
                .isEqualTo("uncovered | no | no | no | no | no");
    }

    /** Two endpoints that one request may mean must both admit; of several methods one is enough. */
    @Test
    void whatIsOfferedIsWhatOneOfTheMethodsWouldAdmit() {
        Endpoint jobs = Endpoint.servlet("GET", "/internal/jobs", Bare.class);
        Endpoint health = Endpoint.servlet("GET", "/internal/health", Bare.class);
        Endpoint hook = Endpoint.servlet("POST", "/hooks/1", Bare.class);
        Endpoint log = Endpoint.servlet("PUT", "/hooks/1/log", Bare.class);
        assertThat(row(Endpoint.generated("OPTIONS", List.of(health, jobs))))
                .endsWith("there | no | no | no | yes | yes");
        assertThat(row(Endpoint.generated("OPTIONS", List.of(jobs, hook))))
                .endsWith("there | no | no | if | yes | yes");
        assertThat(row(Endpoint.generated("OPTIONS", List.of(hook, log)))).endsWith("there | no | no | if | no | no");
        assertThat(row(Endpoint.generated("OPTIONS", List.of(log, hook, health))))
                .endsWith("there | yes | yes | yes | yes | yes");
        Endpoint locator = Endpoint.servlet(Endpoint.LOCATOR, "/hooks/1", Stepped.class);
        assertThat(row(Endpoint.generated("OPTIONS", List.of(health, locator))))
                .isEqualTo("whoever may call a method there | no | no | if | no | no");
    }

    @Test
    void aServletThatNoPathRuleReachesIsUncovered() {
        assertThat(Decided.ruling(RBAC, Endpoint.servlet("GET", "/shop/*", Bare.class)))
                .isEqualTo("uncovered!");
        assertThat(Decided.ruling(RBAC, Endpoint.servlet("GET", "/internal/*", Bare.class)))
                .isEqualTo("path rules");
    }

    @Test
    void anEndpointThatIsToldOfTwiceHasOneRow() {
        Endpoint files = Endpoint.files("GET", "/");
        assertThat(RBAC.matrix(List.of(files, files)).rows()).hasSize(6);
        assertThat(row(files)).isEqualTo("path rules | if | if | if | if | if");
    }

    @Test
    void whoMayCallAMethodMayAskWhatThereIsUnlessALocatorRefuses() {
        Endpoint list = Endpoint.resource("GET", "/orders", Orders.class, Decided.find(Orders.class, "list"));
        Endpoint closed = Endpoint.servlet("POST", "/hooks/1/log", Bare.class);
        assertThat(row(Endpoint.generated("OPTIONS", List.of(list, closed))))
                .isEqualTo("whoever may call a method there | no | no | no | yes | yes");
        Endpoint locator = Endpoint.servlet(Endpoint.LOCATOR, "/hooks/1/log", Bare.class);
        assertThat(row(Endpoint.generated("OPTIONS", List.of(list, locator))))
                .isEqualTo("whoever may call a method there | no | no | no | no | no");
    }

    @Test
    void aRoleThatNobodyDeclaredIsNoMatrix() {
        Endpoint unsound = Endpoint.resource("GET", "/", Unsound.class, Decided.find(Unsound.class, "list"));
        assertThatThrownBy(() -> RBAC.matrix(List.of(unsound)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("unknown-role");
    }
}
