package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Policy;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the start-up log points out about endpoints, each once. */
class EndpointLintsTest {
    private static final Rbac RBAC =
            Decided.yaml("version: 1\nroles: { a: { grants: [ \"x:y\" ] }, b: { includes: [ a ] } }\n");

    public static class Orders {
        @RolesAllowed("a")
        public void get() {}

        @RolesAllowed("b")
        public void senior() {}

        @PermitAll
        public void open() {}

        @PublicEndpoint(reason = "r")
        public void reasoned() {}

        @RolesAllowed("a")
        @TenantScoped(param = "t")
        public void tenant() {}

        @RolesAllowed("a")
        @CheckResource(ShapeCheck.class)
        public void checked() {}

        @RolesAllowed({})
        public void empty() {}

        public void nothing() {}
    }

    private static List<String> lints(Endpoint... endpoints) {
        Policy policy = RBAC.onUncovered(Rbac.OnUncovered.DENY).policies().get(0);
        Recorder recorder = new Recorder();
        Logger logger = Logger.getLogger("io.gapura.rbac");
        logger.addHandler(recorder);
        try {
            Stream.of(endpoints).forEach(policy::ruling);
            Stream.of(endpoints).forEach(policy::ruling);
        } finally {
            logger.removeHandler(recorder);
        }
        return recorder.lines;
    }

    private static final class Recorder extends Handler {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            lines.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private static Endpoint endpoint(String httpMethod, String template, String name) {
        return Endpoint.resource(httpMethod, template, Orders.class, Decided.find(Orders.class, name));
    }

    @ParameterizedTest
    @CsvSource({
        "get, /orders/{id}, object-unchecked",
        "get, /orders, ''",
        "tenant, /orders/{t}, ''",
        "checked, /orders/{id}, ''",
        "reasoned, /orders/{id}, ''",
        "nothing, /orders/{id}, ''",
        "empty, /orders/{id}, roles-empty",
        "open, /orders, public-without-reason"
    })
    void anIdInThePathThatNobodyLooksAtIsPointedOut(String name, String template, String code) {
        List<String> lints = lints(endpoint("GET", template, name));
        if (code.isEmpty()) {
            assertThat(lints).isEmpty();
        } else {
            assertThat(lints).singleElement().asString().contains("Orders#" + name + "() " + code + " ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HEAD, reasoned, senior, true",
        "HEAD, get, senior, true",
        "OPTIONS, get, senior, true",
        "HEAD, senior, get, false",
        "HEAD, get, get, false",
        "OPTIONS, empty, get, false",
        "POST, reasoned, senior, false"
    })
    void aHeadOrOptionsThatAdmitsWhomItsGetRefusesIsPointedOut(
            String method, String own, String get, boolean pointedOut) {
        Endpoint other = endpoint(method, "/orders", own);
        Endpoint getting = endpoint("GET", "/orders", get);
        for (List<String> lints : List.of(lints(other, getting), lints(getting, other))) {
            assertThat(lints.stream()
                            .filter(lint -> lint.startsWith(
                                    method + " " + Orders.class.getName() + " /orders head-weaker has ")))
                    .hasSize(pointedOut ? 1 : 0);
        }
    }

    @Test
    void endpointsOfOtherTemplatesAreNotCompared() {
        assertThat(lints(endpoint("HEAD", "/a", "reasoned"), endpoint("GET", "/b", "senior")))
                .isEmpty();
    }

    @Test
    void aLintThatMustNotOccurStopsTheStart() {
        Rbac raising = RBAC.raising(Set.of(Lint.Code.OBJECT_UNCHECKED));
        Endpoint unchecked = endpoint("GET", "/orders/{id}", "get");
        assertThatThrownBy(() -> Decided.ruling(raising, unchecked))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("object-unchecked");
        assertThat(Decided.ruling(raising, endpoint("GET", "/orders", "get"))).isEqualTo("roles [a]");
        assertThat(Decided.ruling(raising, endpoint("GET", "/orders", "open"))).isEqualTo("public");
    }

    @Test
    void whatNoRuleCoversMayStopTheStart() {
        Rbac raising = RBAC.raising(Set.of(Lint.Code.ENDPOINT_UNCOVERED));
        Endpoint uncovered = endpoint("GET", "/orders", "nothing");
        assertThatThrownBy(() -> Decided.ruling(raising, uncovered))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("endpoint-uncovered");
        assertThat(Decided.ruling(raising, endpoint("GET", "/orders", "get"))).isEqualTo("roles [a]");
    }

    @Test
    void aLintOfTheDocumentMayStopTheStartToo() {
        Rbac raising = RBAC.raising(Set.of(Lint.Code.ROLE_UNUSED));
        assertThatThrownBy(raising::policies)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("p.yaml:2:")
                .hasMessageContaining("role-unused");
        Rbac about = RBAC.raising(Set.of(Lint.Code.PERMISSION_UNCHECKED, Lint.Code.ROLE_WITHOUT_GRANTS));
        assertThatCode(about::policies).doesNotThrowAnyException();
    }

    @Test
    void whoeverActivatesRolesNeedsNoWarningOfDynamicSets() {
        String document = "version: 1\nroles: { a: { grants: [ \"x:y\" ] }, b: {} }\n"
                + "separation: { dynamic: [ { name: one, roles: [ a, b ], max: 1 } ] }\n";
        Rbac raising = Decided.yaml(document).raising(Set.of(Lint.Code.DYNAMIC_WITHOUT_ACTIVATION));
        assertThatThrownBy(raising::policies)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("dynamic-without-activation");
        assertThatCode(raising.activation((caller, request) -> Set.of())::policies)
                .doesNotThrowAnyException();
    }
}
