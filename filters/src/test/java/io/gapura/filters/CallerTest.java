package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallerTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Authentication STRONG =
            new Authentication(Optional.of("phr"), Set.of("hwk"), Optional.of(NOON));
    private static final Claims CLAIMS = path -> path.equals("org") ? Optional.of(List.of("acme")) : Optional.empty();

    @Test
    void whatIsSaidOfACallerStaysWithItWhateverIsAddedLater() {
        Caller caller = Caller.of("bearer", "https://idp.example", "ann")
                .withTenant("acme")
                .withScopes(Set.of("orders.read"))
                .withAuthentication(STRONG)
                .withExpiry(NOON)
                .withClaims(CLAIMS)
                .withProof("proof")
                .withRoles(Set.of("clerk"));
        assertThat(caller.tenant()).contains("acme");
        assertThat(caller.isScoped()).isTrue();
        assertThat(caller.scopes()).containsExactly("orders.read");
        assertThat(caller.authentication()).isEqualTo(STRONG);
        assertThat(caller.expiry()).contains(NOON);
        assertThat(caller.claims().flatMap(claims -> claims.texts("org"))).contains(List.of("acme"));
        assertThat(caller.proof(String.class)).contains("proof");
        assertThat(caller.proofOrNull(String.class)).isEqualTo("proof");
        assertThat(caller.proofOrNull(Integer.class)).isNull();
        assertThat(caller.roles()).containsExactly("clerk");
        assertThat(caller.issuer()).isEqualTo("https://idp.example");
    }

    @Test
    void aCredentialThatSaysNothingLimitsAndPromisesNothing() {
        Caller caller = Caller.of("signing", "partner");
        assertThat(caller.tenant()).isEmpty();
        assertThat(caller.isScoped()).isFalse();
        assertThat(caller.scopes()).isEmpty();
        assertThat(caller.authentication()).isEqualTo(Authentication.unknown());
        assertThat(caller.expiry()).isEmpty();
        assertThat(caller.claims()).isEmpty();
    }

    @Test
    void noScopeAtAllIsALimitToo() {
        Caller caller = Caller.of("bearer", "ann").withScopes(Set.of());
        assertThat(caller.isScoped()).isTrue();
        assertThat(caller.scopes()).isEmpty();
    }

    @Test
    void twoCallersAreTheSameWhateverTheyState() {
        Caller caller = Caller.of("bearer", "ann");
        assertThat(caller.withTenant("acme").sameAs(caller.withScopes(Set.of("x"))))
                .isTrue();
        assertThat(caller.withTenant("acme")).isEqualTo(caller);
    }

    @Test
    void nobodyStatesNothing() {
        Caller nobody = Caller.anonymous();
        assertThatIllegalStateException().isThrownBy(() -> nobody.withTenant("acme"));
        assertThatIllegalStateException().isThrownBy(() -> nobody.withScopes(Set.of()));
        assertThatIllegalStateException().isThrownBy(() -> nobody.withAuthentication(STRONG));
        assertThatIllegalStateException().isThrownBy(() -> nobody.withExpiry(NOON));
        assertThatIllegalStateException().isThrownBy(() -> nobody.withClaims(CLAIMS));
        assertThatIllegalStateException().isThrownBy(() -> nobody.withRoles(Set.of("clerk")));
    }

    @Test
    void anIdHasOneTo256Characters() {
        assertThat(Caller.of("bearer", "i".repeat(256)).id()).hasSize(256);
        assertThatIllegalArgumentException().isThrownBy(() -> Caller.of("bearer", "i".repeat(257)));
        assertThatIllegalArgumentException().isThrownBy(() -> Caller.of("bearer", ""));
    }
}
