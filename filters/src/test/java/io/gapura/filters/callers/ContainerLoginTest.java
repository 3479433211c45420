package io.gapura.filters.callers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.ContainerCaller;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Need;
import io.gapura.filters.Peer;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.filters.config.Configuration;
import io.gapura.filters.config.PolicyCatalog;
import io.gapura.filters.config.Resources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whom the container has authenticated, and nothing else that it thinks of them. */
class ContainerLoginTest {
    private static final class Known implements ContainerCaller, Peer {
        private final String name;
        private final List<String> asked = new ArrayList<>();

        Known(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean isInRole(String role) {
            asked.add(role);
            return role.equals("ORDER_CLERK");
        }

        @Override
        public Optional<ContainerCaller> containerCaller() {
            return Optional.of(this);
        }
    }

    private static Verdict verdict(Policy policy, Peer peer) throws IOException {
        return Pipeline.builder()
                .add(policy)
                .build()
                .decide(RequestView.get("/a").withPeer(peer));
    }

    @Test
    void theContainersCallerIsTakenOverWithoutItsRoles() throws IOException {
        Known ada = new Known("ada");
        Verdict verdict = verdict(ContainerLogin.required(), ada);
        Caller caller = verdict.request().caller();

        assertThat(verdict.rejection()).isEmpty();
        assertThat(caller.mechanism()).isEqualTo("container");
        assertThat(caller.issuer()).isEmpty();
        assertThat(caller.id()).isEqualTo("ada");
        assertThat(caller.roles()).isEmpty();
        assertThat(ada.asked).isEmpty();
    }

    @Test
    void accessRulesMayAskTheContainerForTheRolesThatTheyKnow() throws IOException {
        Caller caller =
                verdict(ContainerLogin.required(), new Known("ada")).request().caller();
        ContainerCaller container = caller.proof(ContainerCaller.class).orElseThrow();

        assertThat(container.isInRole("ORDER_CLERK")).isTrue();
        assertThat(container.isInRole("ADMIN")).isFalse();
    }

    @Test
    void whomTheContainerLeavesAnonymousIsRefused() throws IOException {
        Rejection rejection =
                verdict(ContainerLogin.required(), Peer.UNKNOWN).rejection().orElseThrow();

        assertThat(rejection.status()).isEqualTo(401);
        assertThat(rejection.code()).isEqualTo("authentication-required");
        assertThat(rejection.reason()).isEqualTo("anonymous");
        assertThat(rejection.headers())
                .containsExactly(new HeaderLine("WWW-Authenticate", "Container realm=\"gapura\""));
    }

    @Test
    void orStaysAnonymousWhereNoLoginIsRequired() throws IOException {
        Verdict verdict = verdict(ContainerLogin.optional(), Peer.UNKNOWN);

        assertThat(verdict.rejection()).isEmpty();
        assertThat(verdict.request().caller().isAnonymous()).isTrue();
        assertThat(verdict(ContainerLogin.optional(), new Known("ada"))
                        .request()
                        .caller()
                        .id())
                .isEqualTo("ada");
        assertThat(ContainerLogin.optional().remarks()).hasSize(1);
        assertThat(ContainerLogin.required().remarks()).isEmpty();
    }

    @Test
    void aNameHasAtMost256Characters() throws IOException {
        assertThat(verdict(ContainerLogin.optional(), new Known("x".repeat(256)))
                        .request()
                        .caller()
                        .id())
                .hasSize(256);
        assertThat(verdict(ContainerLogin.optional(), new Known("x".repeat(257)))
                        .rejection()
                        .orElseThrow()
                        .reason())
                .isEqualTo("name-length");
    }

    @Test
    void theChallengeIsThatOfTheContainer() {
        ContainerLogin login = ContainerLogin.required().challenge("Basic", "intranet");

        assertThat(login.challenges(RequestView.get("/")))
                .containsExactly(new HeaderLine("WWW-Authenticate", "Basic realm=\"intranet\""));
        assertThat(login.needs()).containsExactly(Need.CONTAINER_CALLER);
    }

    private static Pipeline configured(Map<String, String> settings) {
        PolicyCatalog catalog = () -> List.of(ContainerLogin.entry());
        return Configuration.of("the test", settings, Resources.ofSystem()).pipeline(List.of(catalog), Set.of());
    }

    @Test
    void everySettingArrives() throws IOException {
        RequestView nobody = RequestView.get("/a");
        Pipeline required = configured(
                Map.of("policies", "container", "container.scheme", "Negotiate", "container.realm", "intranet"));

        assertThat(required.decide(nobody).rejection().orElseThrow().headers())
                .containsExactly(new HeaderLine("WWW-Authenticate", "Negotiate realm=\"intranet\""));
        assertThat(configured(Map.of("policies", "container", "container.required", "false"))
                        .decide(nobody)
                        .rejection())
                .isEmpty();
        assertThatThrownBy(() -> configured(Map.of("policies", "container", "container.scheme", "a b")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("scheme must be a token");
    }
}
