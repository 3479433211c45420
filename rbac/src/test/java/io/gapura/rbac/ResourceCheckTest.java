package io.gapura.rbac;

import static io.gapura.rbac.Decided.method;
import static io.gapura.rbac.Decided.on;
import static io.gapura.rbac.Decided.signing;
import static io.gapura.rbac.Decided.verdict;
import static io.gapura.rbac.Decided.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.Mode;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceCheckTest {
    private final Rbac rbac = yaml("""
            version: 1
            permissions: [ "order:audit" ]
            roles: { clerk: { grants: [ "order:read", "order:audit" ] } }
            assignments: { signing: { ada: { roles: [ clerk ], tenant: acme } } }
            paths:
              - { path: "/p/{id}/x", require: { check: io.gapura.rbac.ResourceCheckTest$Owns } }
            """);

    public static final class Owns implements ResourceCheck {
        @Override
        public Decision decide(ResourceAccess access) {
            return access.parameter("id").equals("ada-1") ? access.proceed() : access.refuse("not-owner");
        }
    }

    /** Does what the object's name says. */
    public static final class Moody implements ResourceCheck {
        @Override
        @SuppressWarnings("NullAway") // as somebody else's code may
        public Decision decide(ResourceAccess access) throws Exception {
            switch (access.parameter("id")) {
                case "throws":
                    throw new IllegalStateException("secret");
                case "checked":
                    throw new Exception("secret");
                case "gone":
                    throw new IOException("secret");
                case "null":
                    return null;
                case "answer":
                    return new Decision.Answer(List.of());
                case "teapot":
                    return Decision.reject(418, "tea-pot", "short-and-stout");
                case "denied":
                    new Access(access.caller(), null).require(Permission.of("order:read"));
                    return access.proceed();
                case "soft":
                    throw new io.gapura.filters.RefusedException(Rejection.of(403, "forbidden", "soft"));
                default:
                    return access.proceed();
            }
        }
    }

    public static final class Sees implements ResourceCheck {
        @Override
        public Decision decide(ResourceAccess access) {
            boolean all = access.caller().id().equals("ada")
                    && access.caller().roles().contains("clerk")
                    && access.tenant().equals(Optional.of("acme"))
                    && access.permits(Permission.of("order:audit"))
                    && !access.permits(Permission.of("order:burn"))
                    && access.endpoint().isPresent();
            return all ? access.proceed() : access.refuse("unseen");
        }
    }

    public static final class Unmade implements ResourceCheck {
        private final String needs;

        public Unmade(String needs) {
            this.needs = needs;
        }

        @Override
        public Decision decide(ResourceAccess access) {
            return access.refuse(needs);
        }
    }

    public static class Orders {
        @CheckResource(Owns.class)
        public void own() {}

        @CheckResource(value = Owns.class, onDeny = OnDeny.NOT_FOUND)
        public void hidden() {}

        @CheckResource(Moody.class)
        public void moody() {}

        @CheckResource(Sees.class)
        public void sees() {}

        @CheckResource(Owns.class)
        @CheckResource(Sees.class)
        public void both() {}

        @CheckResource(Unmade.class)
        public void unmade() {}

        @RequiresPermission("order:read")
        @CheckResource(Moody.class)
        public void later() {}
    }

    private static RequestView request(String name, String... ids) {
        return RequestView.get("/x")
                .withEndpoint(method(Orders.class, name))
                .withPathParameters(asked -> asked.equals("id") ? List.of(ids) : List.of());
    }

    @Test
    void theCheckDecidesOnTheObject() {
        assertThat(on(rbac, signing("ada"), request("own", "ada-1"))).isEqualTo("proceeds");
        assertThat(on(rbac, signing("ada"), request("own", "bob-1"))).isEqualTo("403 forbidden (check-refused)");
        assertThat(on(rbac, Caller.anonymous(), request("own", "ada-1")))
                .isEqualTo("401 authentication-required (anonymous)");
    }

    @Test
    void aHiddenObjectIsNotFoundAndNothingMore() {
        Rejection rejection = verdict(rbac, signing("ada"), request("hidden", "bob-1"))
                .rejection()
                .orElseThrow();
        assertThat(rejection).hasToString("404 not-found (check-refused)");
        assertThat(rejection.headers()).isEmpty();
        assertThat(rejection.violations()).isEmpty();
        assertThat(rejection.members()).isEmpty();
        assertThat(rejection.note().orElseThrow()).contains("not-owner").doesNotContain("bob-1");
    }

    @ParameterizedTest
    @CsvSource({"throws", "checked", "gone", "null", "answer", "soft"})
    void aCheckThatGivesNoAnswerIsAFaultAndNeverAPass(String mood) {
        Rejection rejection = verdict(rbac, signing("ada"), request("moody", mood))
                .rejection()
                .orElseThrow();
        assertThat(rejection).hasToString("500 internal-error (check-failed)");
        assertThat(rejection.hard()).isTrue();
        assertThat(rejection.note().orElseThrow())
                .contains(Moody.class.getName())
                .doesNotContain("secret");
    }

    @Test
    void aFailingCheckIsNotShadowed() throws IOException {
        Pipeline.Builder shadowed = Pipeline.builder()
                .add(Policy.of("credential", view -> Decision.proceed(view.withCaller(signing("ada")))));
        rbac.policies().forEach(policy -> shadowed.add(policy, Mode.SHADOW));
        assertThat(shadowed.build()
                        .decide(request("moody", "throws"))
                        .rejection()
                        .map(Rejection::status))
                .hasValue(500);
    }

    @Test
    void statusAndCodeAreTheRules() {
        assertThat(on(rbac, signing("ada"), request("moody", "teapot"))).isEqualTo("403 forbidden (check-refused)");
        assertThat(on(rbac, signing("ada"), request("moody", "denied"))).isEqualTo("403 forbidden (check-refused)");
    }

    @Test
    void aNameThatIsBoundTwiceIsRefusedAndOneThatIsNotBoundIsAFault() {
        assertThat(on(rbac, signing("ada"), request("own", "ada-1", "ada-1")))
                .isEqualTo("400 request-malformed (path-parameter.repeated)");
        assertThat(on(rbac, signing("ada"), request("own"))).isEqualTo("500 internal-error (check-failed)");
    }

    @Test
    void aCheckSeesTheCallerAsItWasFound() {
        assertThat(on(rbac, signing("ada"), request("sees", "1"))).isEqualTo("proceeds");
        assertThat(on(rbac, signing("bob"), request("sees", "1"))).isEqualTo("403 forbidden (check-refused)");
    }

    @Test
    void allChecksMustAgree() {
        assertThat(on(rbac, signing("ada"), request("both", "ada-1"))).isEqualTo("proceeds");
        assertThat(on(rbac, signing("ada"), request("both", "bob-1"))).isEqualTo("403 forbidden (check-refused)");
        assertThat(on(rbac, signing("bob"), request("both", "ada-1"))).isEqualTo("403 forbidden (check-refused)");
    }

    @Test
    void checksComeLast() {
        assertThat(on(rbac, signing("bob"), request("later", "throws")))
                .isEqualTo("403 forbidden (permission-missing)");
    }

    @Test
    void aCheckThatCannotBeMadeStopsTheStart() {
        assertThatThrownBy(() -> Decided.ruling(rbac, method(Orders.class, "unmade")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("bad-check " + Unmade.class.getName());
        assertThat(on(rbac, signing("ada"), request("unmade", "1"))).startsWith("500 internal-error");
    }

    @Test
    void checksAreFoundWhereTheApplicationKeepsThem() {
        Map<Class<?>, ResourceCheck> beans =
                Map.of(Unmade.class, new Unmade("from-the-container"), Owns.class, new Owns());
        Rbac found = rbac.checks(type -> java.util.Objects.requireNonNull(beans.get(type)));
        Rejection rejection = verdict(found, signing("ada"), request("unmade", "1"))
                .rejection()
                .orElseThrow();
        assertThat(rejection.note().orElseThrow()).contains("from-the-container");
        assertThatThrownBy(() -> Decided.ruling(found, method(Orders.class, "sees")))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void aPathRuleGivesItsOwnParameters() {
        assertThat(on(rbac, signing("ada"), RequestView.get("/p/ada-1/x"))).isEqualTo("proceeds");
        assertThat(on(rbac, signing("ada"), RequestView.get("/p/bob-1/x"))).isEqualTo("403 forbidden (check-refused)");
    }
}
