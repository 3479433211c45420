package io.gapura.filters.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.ContainerCaller;
import io.gapura.filters.Decision;
import io.gapura.filters.Deployment;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Stage;
import io.gapura.filters.bearer.CertificateBinding;
import io.gapura.filters.callers.ClientCertificates;
import io.gapura.filters.callers.ContainerLogin;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Jakarta REST without a Servlet container: whom the runtime knows, and that it knows no certificates. */
class CallersOfRuntimeTest {
    /** One resource. */
    @Path("orders")
    public static class Orders {
        @GET
        public String open() {
            return "open";
        }
    }

    /** What a runtime says that has authenticated somebody, or nobody. */
    private static final class Known implements SecurityContext {
        private final @Nullable String name;
        private final List<String> asked = new ArrayList<>();

        Known(@Nullable String name) {
            this.name = name;
        }

        @Override
        public @Nullable Principal getUserPrincipal() {
            return name == null ? null : () -> name;
        }

        @Override
        public boolean isUserInRole(String role) {
            asked.add(role);
            return role.equals("ORDER_CLERK");
        }

        @Override
        public boolean isSecure() {
            return false;
        }

        @Override
        public String getAuthenticationScheme() {
            return "BASIC";
        }
    }

    private static final Policy ROLES = Policy.of("roles", Stage.ENDPOINT, request -> {
        Caller caller = request.caller();
        boolean clerk = caller.proof(ContainerCaller.class)
                .filter(known -> known.isInRole("ORDER_CLERK"))
                .isPresent();
        return caller.isAnonymous()
                ? Decision.proceed()
                : Decision.proceed(request.withCaller(caller.withRoles(clerk ? Set.of("clerk") : Set.of())));
    });

    private static FakeResponse ask(Policy policy, FakeRequest request) throws IOException {
        FakeRuntime runtime = FakeRuntime.with(
                new GapuraFeature(Pipeline.builder().add(policy).add(ROLES).build()));
        return runtime.answer(request, FakeMatch.of(Orders.class, "open"), () -> new FakeResponse(200, "orders"));
    }

    private static FakeRequest from(Known known) {
        FakeRequest request = FakeRequest.get("/orders");
        request.setSecurityContext(known);
        return request;
    }

    @Test
    void whomTheRuntimeKnowsHasTheRolesOfTheRules() throws IOException {
        Known ada = new Known("ada");
        FakeRequest request = from(ada);
        FakeResponse response = ask(ContainerLogin.required(), request);
        SecurityContext seen = request.getSecurityContext();

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(seen.getUserPrincipal().getName()).isEqualTo("ada");
        assertThat(seen.getAuthenticationScheme()).isEqualTo("container");
        assertThat(seen.isUserInRole("clerk")).isTrue();
        assertThat(seen.isUserInRole("ORDER_CLERK")).isFalse();
        assertThat(ada.asked).containsExactly("ORDER_CLERK");
    }

    @Test
    void whoHasNoNameIsNobody() throws IOException {
        assertThat(ask(ContainerLogin.required(), from(new Known(null))).getStatus())
                .isEqualTo(401);
        assertThat(ask(ContainerLogin.required(), from(new Known(""))).getStatus())
                .isEqualTo(401);
        assertThat(ask(ContainerLogin.optional(), from(new Known(null))).getStatus())
                .isEqualTo(200);
    }

    @Test
    void aRuntimeWithoutSecurityContextKnowsNobody() throws IOException {
        assertThat(ask(ContainerLogin.required(), FakeRequest.get("/orders")).getStatus())
                .isEqualTo(401);
    }

    @Test
    void certificatesStopTheStart() {
        Deployment certificate = Deployment.of(
                Pipeline.builder().add(ClientCertificates.optional()).build());

        assertThat(CertificateBinding.ofConnection().needs())
                .isEqualTo(ClientCertificates.optional().needs());
        assertThatThrownBy(() -> Gate.requireNothingMissing(certificate))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("certificate needs CLIENT_CERTIFICATE, and Jakarta REST alone has no TLS");
        Gate.requireNothingMissing(
                Deployment.of(Pipeline.builder().add(ContainerLogin.optional()).build()));
    }

    /** Where the Servlet API is there, but no filter of ours in front: found out with the first request. */
    @Test
    void certificatesWithoutAFilterInFrontAreRefused() throws IOException {
        FakeResponse response = ask(ClientCertificates.optional(), FakeRequest.get("/orders"));

        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(response.text()).contains("internal-error");
    }
}
