package io.gapura.rbac;

import static io.gapura.rbac.Decided.method;
import static io.gapura.rbac.Decided.on;
import static io.gapura.rbac.Decided.ruling;
import static io.gapura.rbac.Decided.signing;
import static io.gapura.rbac.Decided.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Pipeline;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of a document for classes that nobody can annotate. */
class EndpointEntriesTest {
    private static final String ROLES = "version: 1\nroles: { a: { grants: [ \"x:y\" ] }, b: {} }\n"
            + "assignments: { signing: { a: { roles: [ a ] }, b: { roles: [ b ] } } }\n";

    public static class Vendor<T> {
        public void list() {}

        public void run(String job) {}

        public void run(String[] jobs, int count) {}

        public void take(T thing) {}
    }

    public static class Ours extends Vendor<Integer> {
        @Override
        public void list() {}
    }

    public static class Made$$SpringCGLIB$$0 extends Vendor<String> {
        @Override
        public void list() {}
    }

    public static class Annotated {
        public void list() {}

        @RolesAllowed("a")
        public void other() {}
    }

    @SuppressWarnings("serial")
    public static class VendorServlet extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
    }

    private static String named(Class<?> type) {
        return "class: \"" + type.getName() + "\"";
    }

    private static Rbac ruled(String... entries) {
        StringBuilder text = new StringBuilder(ROLES + "endpoints:\n");
        for (String entry : entries) {
            text.append("  - { ").append(entry).append(" }\n");
        }
        return yaml(text.toString());
    }

    private final Rbac rbac = ruled(
            named(Vendor.class) + ", require: { roles: [ a ], scopes: [ s ] }",
            named(Vendor.class) + ", method: \"run(java.lang.String)\", public: \"a probe\"",
            named(Vendor.class) + ", method: \"run(java.lang.String[],int)\", deny: true",
            named(Vendor.class)
                    + ", method: \"take(java.lang.Object)\", require: { roles: [ b ], acr: phr, max-age: PT5M }");

    private static Endpoint run(Class<?>... parameters) throws NoSuchMethodException {
        return Endpoint.resource("GET", "/x", Vendor.class, Vendor.class.getMethod("run", parameters));
    }

    @Test
    void anEntryRulesAsAnAnnotationInItsPlaceWould() throws NoSuchMethodException {
        assertThat(ruling(rbac, method(Vendor.class, "list"))).isEqualTo("roles [a] and scopes [s]");
        assertThat(ruling(rbac, run(String.class))).isEqualTo("public");
        assertThat(ruling(rbac, run(String[].class, int.class))).isEqualTo("nobody");
        assertThat(ruling(rbac, method(Vendor.class, "take")))
                .isEqualTo("roles [b] and acr [phr] max-age 300s and scopes [s]");
        assertThat(on(rbac, Caller.anonymous(), run(String.class))).isEqualTo("proceeds");
        assertThat(on(rbac, signing("a"), run(String[].class, int.class))).isEqualTo("403 forbidden (deny-all)");
    }

    @Test
    void anEntryIsInheritedAsAnAnnotationIsAndNeverOpensThere() {
        Rbac open = ruled(named(Vendor.class) + ", public: \"all of it\"");
        assertThat(ruling(open, method(Vendor.class, "list"))).isEqualTo("public");
        assertThat(ruling(open, method(Ours.class, "list"))).isEqualTo("uncovered!");
        assertThat(ruling(open, method(Ours.class, "take"))).isEqualTo("public");
        assertThat(ruling(open, method(Made$$SpringCGLIB$$0.class, "list"))).isEqualTo("public");
        Rbac gated = ruled(named(Vendor.class) + ", require: { roles: [ a ] }");
        assertThat(ruling(gated, method(Ours.class, "list"))).isEqualTo("roles [a]");
    }

    @Test
    void whatIsRequiredInADocumentIsAllThatIsRequired() {
        Rbac scoped = ruled(
                named(Vendor.class) + ", require: { roles: [ a ] }",
                named(Ours.class) + ", require: { scopes: [ s ] }");
        assertThat(ruling(scoped, method(Ours.class, "list"))).isEqualTo("scopes [s]");
    }

    @Test
    void anEntryForAServletRulesItsMethods() {
        Rbac servlet = ruled(
                named(VendorServlet.class) + ", require: { roles: [ a ] }",
                named(VendorServlet.class) + ", method: \"doPost(jakarta.servlet.http.HttpServletRequest,"
                        + "jakarta.servlet.http.HttpServletResponse)\", require: { roles: [ b ] }");
        assertThat(ruling(servlet, Endpoint.servlet("GET", "/x", VendorServlet.class)))
                .isEqualTo("roles [a]");
        assertThat(ruling(servlet, Endpoint.servlet("POST", "/x", VendorServlet.class)))
                .isEqualTo("roles [b]");
    }

    @Test
    void theCoverageNamesThePlaceInTheDocument() {
        Deployment deployment =
                Deployment.of(Pipeline.builder().addAll(rbac.policies()).build());
        deployment.cover(method(Vendor.class, "list"));
        assertThat(deployment.coverage().toString()).contains("roles [a] and scopes [s], by p.yaml:5:");
    }

    @Test
    void anAnnotationThereTooStopsTheStart() {
        for (String said : new String[] {"", ", method: \"list()\""}) {
            Rbac twice = ruled(named(Annotated.class) + said + ", require: { roles: [ b ] }");
            for (String name : new String[] {"list", "other"}) {
                assertThatThrownBy(() -> ruling(twice, method(Annotated.class, name)))
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining("p.yaml:5:")
                        .hasMessageContaining("rule-conflict")
                        .hasMessageContaining("has annotations about access itself");
                assertThat(on(twice, signing("b"), method(Annotated.class, name)))
                        .isEqualTo("500 internal-error (rule-conflict)");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                    class: org.vendor.Missing                                                                  | p.yaml:5:14 unknown-endpoint org.vendor.Missing is not on the class path
                    class: java.lang.Runnable, method: "rum()"                                                 | unknown-endpoint the class has no such method of its own; the nearest is run()
                    class: java.util.ArrayList, method: "toString()"                                           | unknown-endpoint the class has no such method of its own
                    class: java.lang.Integer, method: "compareTo(java.lang.Object)"                            | unknown-endpoint
                    """)
    void whatIsNotThereIsAnErrorOfTheDocument(String entry, String message) {
        assertThatThrownBy(() -> ruled(entry + ", require: { roles: [ a ] }"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void anEntryThatNamesAnUnknownRoleIsAnErrorOfTheDocument() {
        assertThatThrownBy(() -> ruled(named(Vendor.class) + ", require: { roles: [ c ] }"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("unknown-role");
        assertThatThrownBy(() -> ruled(named(Vendor.class) + ", require: { check: java.lang.String }"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("java.lang.String");
    }
}
