package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PathParametersTest {
    private static final PathParameters TWO = name -> name.equals("id") ? List.of("1", "2") : List.of("7");

    @Test
    void aNameThatIsBoundTwiceIsNobodysValue() {
        assertThatThrownBy(() -> TWO.only("id"))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.rejection().reason()).isEqualTo("path-parameter.repeated"));
        assertThat(TWO.only("order")).contains("7");
        assertThat(PathParameters.NONE.only("id")).isEmpty();
    }

    @Test
    void parametersAndPeerStayWithARequestWhateverPoliciesLearn() {
        Peer peer = new Peer() {
            @Override
            public List<X509Certificate> certificates() {
                return List.of();
            }

            @Override
            public Optional<ContainerCaller> containerCaller() {
                return Optional.empty();
            }
        };
        RequestView request = RequestView.get("/orders/7")
                .withPeer(peer)
                .withPathParameters(TWO)
                .withCaller(Caller.of("signing", "partner"))
                .header("X-More", "1")
                .body("content")
                .withOriginAllowed()
                .withEndpoint(Endpoint.unknown("GET", "/orders/{id}", "somebody"));
        assertThat(request.pathParameters()).isSameAs(TWO);
        assertThat(request.peer()).isSameAs(peer);
        assertThat(RequestView.get("/").peer()).isSameAs(Peer.UNKNOWN);
        assertThat(RequestView.get("/").pathParameters()).isSameAs(PathParameters.NONE);
    }
}
