package io.gapura.filters.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryRulesTest {
    private static final Firewall STRICT = Firewall.strict();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "access_token",
                "id_token",
                "refresh_token",
                "password",
                "passwd",
                "pwd",
                "secret",
                "client_secret",
                "api_key",
                "apikey",
                "authorization",
                "jwt"
            })
    void aSecretHasNoPlaceInAUrl(String name) throws IOException {
        assertRefused("/?a=1&" + name + "=x");
        assertRefused("/?" + name);
        assertRefused("/?" + name.toUpperCase(Locale.ROOT) + "=x");
        assertThat(STRICT.secretParameters(name).decide(RequestView.get("/?" + name + "=x")))
                .isSameAs(Decision.proceed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/?t=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln",
                "/?t=eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.",
                "/?t=a&t=eyJ.e.s",
                "/?t=eyJhbGci.a.b.c.d",
                "/?t=%65yJhbGci.a.b"
            })
    void aTokenIsASecretWhateverItsParameterIsCalled(String target) throws IOException {
        assertRefused(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/?",
                "/?token=abc",
                "/?passwords=1",
                "/?q=password",
                "/?code=abc&state=xyz",
                "/?t=eyJhbGci",
                "/?t=eyJhbGci.b",
                "/?t=EyJ.a.b",
                "/?t=eyJ.a%20.b",
                "/?t=1.2.3",
                "/?t=eyJ.a.b.c.d.e"
            })
    void whatOnlyLooksSimilarPasses(String target) throws IOException {
        assertThat(STRICT.decide(RequestView.get(target))).isSameAs(Decision.proceed());
    }

    @Test
    void aTokenPassesInTheParameterThatMayCarryIt() throws IOException {
        Firewall firewall = STRICT.secretParameters("ticket");
        assertThat(firewall.decide(RequestView.get("/?Ticket=eyJ.a.b"))).isSameAs(Decision.proceed());
        assertThat(FirewallTest.refused(firewall, RequestView.get("/?other=eyJ.a.b"))
                        .reason())
                .isEqualTo("param.secret-in-url");
    }

    private static void assertRefused(String target) throws IOException {
        Rejection rejection = FirewallTest.refused(STRICT, RequestView.get(target));
        assertThat(rejection.reason()).isEqualTo("param.secret-in-url");
        assertThat(rejection.status()).isEqualTo(400);
        assertThat(rejection.code()).isEqualTo("parameters-refused");
    }
}
