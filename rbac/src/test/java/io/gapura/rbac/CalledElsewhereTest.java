package io.gapura.rbac;

import static io.gapura.rbac.Decided.method;
import static io.gapura.rbac.Decided.on;
import static io.gapura.rbac.Decided.signing;
import static io.gapura.rbac.Decided.verdict;
import static io.gapura.rbac.Decided.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Exchange;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Recording;
import io.gapura.filters.RequestView;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a runtime makes up, and where a dispatch leads to: rules of something that was not asked for by its name. */
class CalledElsewhereTest {
    private final Rbac rbac = yaml("""
            version: 1
            roles: { a: {}, b: {} }
            assignments: { signing: { a: { roles: [ a ] }, b: { roles: [ b ] } } }
            paths:
              - { path: /open/**, public: "for everybody" }
              - { path: /admin/**, require: { roles: [ a ] } }
              - { path: /files/**, method: [ GET ], require: { authenticated: true } }
            """);

    /** Resource methods by name. */
    public static class Orders {
        @RolesAllowed("a")
        public void a() {}

        @RolesAllowed("b")
        public void b() {}

        @DenyAll
        public void nobody() {}

        @PermitAll
        public void everybody() {}

        public void uncovered() {}
    }

    private static Endpoint options(String offered) {
        List<Endpoint> endpoints = offered == null
                ? List.of()
                : Stream.of(offered.split(" "))
                        .map(CalledElsewhereTest::endpoint)
                        .toList();
        return Endpoint.generated("OPTIONS", endpoints);
    }

    /** {@code GET:a} is the resource method a. */
    private static Endpoint endpoint(String text) {
        Method method = Decided.find(Orders.class, text.substring(text.indexOf(':') + 1));
        return Endpoint.resource(text.substring(0, text.indexOf(':')), "/orders", Orders.class, method);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET:a                      | a | proceeds
                    GET:a                      | b | 403 forbidden (role-missing)
                    GET:a                      |   | 401 authentication-required (anonymous)
                    GET:a POST:b               | b | proceeds
                    GET:a GET:b                | b | 403 forbidden (role-missing)
                    GET:a GET:b                | a | 403 forbidden (role-missing)
                    GET:everybody GET:nobody   | a | 403 forbidden (deny-all)
                    GET:everybody PUT:nobody   |   | proceeds
                    GET:nobody PUT:a           |   | 401 authentication-required (anonymous)
                    GET:nobody                 | a | 403 forbidden (deny-all)
                    GET:nobody                 |   | 403 forbidden (deny-all)
                    GET:uncovered              | a | 403 forbidden (uncovered)
                    *:a GET:everybody          | a | proceeds
                    *:a GET:everybody          | b | 403 forbidden (role-missing)
                    *:a GET:everybody          |   | 401 authentication-required (anonymous)
                    *:a                        | a | 403 forbidden (uncovered)
                                               | a | 403 forbidden (uncovered)
                    """)
    void aGeneratedOptionsIsForWhomMayCallSomethingThere(String offered, String caller, String expected) {
        assertThat(on(rbac, caller == null ? Caller.anonymous() : signing(caller), options(offered)))
                .isEqualTo(expected);
    }

    @Test
    void whoIsAdmittedToAGeneratedOptionsGoesOnWithItsRolesToThatVeryEndpoint() {
        Endpoint options = options("GET:a POST:b");
        RequestView left = verdict(rbac, signing("b"), RequestView.get("/open").withEndpoint(options))
                .request();
        assertThat(left.caller().roles()).containsExactly("b");
        assertThat(left.endpoint()).contains(options);
    }

    @Test
    void whatItWouldAdmitIsWhatItDecides() throws IOException {
        Policy access = rbac.policies().get(1);
        RequestView asked = RequestView.get("/open").withCaller(signing("a"));
        assertThat(access.wouldAdmit(asked.withEndpoint(method(Orders.class, "a"))))
                .isTrue();
        assertThat(access.wouldAdmit(asked.withEndpoint(method(Orders.class, "b"))))
                .isFalse();
        assertThat(access.wouldAdmit(asked.withEndpoint(method(Orders.class, "uncovered"))))
                .isFalse();
    }

    @SuppressWarnings("serial")
    @RolesAllowed({"a", "b"})
    static class Annotated extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
    }

    @SuppressWarnings("serial")
    static class Plain extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
    }

    private String dispatched(Class<?> type, String caller, String path) throws IOException {
        return dispatched(rbac, type, caller, path);
    }

    private static String dispatched(Rbac rbac, Class<?> type, String caller, String path) throws IOException {
        Policy credential = Policy.of("credential", view -> Decision.proceed(view.withCaller(signing(caller))));
        Pipeline pipeline =
                Pipeline.builder().add(credential).addAll(rbac.policies()).build();
        Exchange exchange = new Recording().deployment(pipeline).begin(RequestView.get("/open/x"));
        assertThat(exchange.arrive(pipeline)).isEmpty();
        assertThat(exchange.enter(Endpoint.servlet("GET", "/*", Annotated.class), "/open/x"))
                .isEmpty();
        return exchange.enter(Endpoint.servlet("GET", "/*", type), path)
                .map(GateAnswer::status)
                .map(String::valueOf)
                .orElse("proceeds");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Plain     | a | /admin/x | proceeds
                    Plain     | b | /admin/x | 403
                    Plain     | b | /open/y  | proceeds
                    Plain     | b | /other   | 403
                    Plain     | b | ''       | 403
                    Annotated | a | /admin/x | proceeds
                    Annotated | b | /admin/x | 403
                    Annotated | b | /other   | proceeds
                    Annotated | b | ''       | 403
                    """)
    void aDispatchMeetsThePathRuleOfWhereItLeadsTo(String type, String caller, String path, String expected)
            throws IOException {
        Class<?> servlet = type.equals("Plain") ? Plain.class : Annotated.class;
        assertThat(dispatched(servlet, caller, path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"Plain, 403", "Annotated, proceeds"})
    void withoutPathRulesADispatchMeetsTheRuleOfItsServletAlone(String type, String expected) throws IOException {
        Rbac pathless = yaml("""
                version: 1
                roles: { a: {}, b: {} }
                assignments: { signing: { b: { roles: [ b ] } } }
                """);
        Class<?> servlet = type.equals("Plain") ? Plain.class : Annotated.class;
        assertThat(dispatched(pathless, servlet, "b", "/admin/x")).isEqualTo(expected);
    }

    @Test
    void aPathRuleCoversFiles() {
        Endpoint files = Endpoint.files("GET", "/");
        assertThat(on(rbac, signing("b"), RequestView.get("/files/logo.png").withEndpoint(files)))
                .isEqualTo("proceeds");
        assertThat(on(
                        rbac,
                        Caller.anonymous(),
                        RequestView.get("/files/logo.png").withEndpoint(files)))
                .isEqualTo("401 authentication-required (anonymous)");
        assertThat(on(rbac, signing("b"), RequestView.get("/else/logo.png").withEndpoint(files)))
                .isEqualTo("403 forbidden (uncovered)");
    }

    @Test
    void locatorsAreRuledOnEarlyUnlessSomebodySaysLate() {
        assertThat(rbac.policies().get(1).rulesLate()).isFalse();
        Policy late = rbac.locators(Rbac.Locators.LATE).policies().get(1);
        assertThat(late.rulesLate()).isTrue();
        assertThat(late.remarks()).hasSize(1);
        assertThat(rbac.policies().get(1).remarks()).isEmpty();
    }
}
