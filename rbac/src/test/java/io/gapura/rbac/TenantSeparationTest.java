package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.ConfigurationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Static separation over several assignments of one caller: in one tenant, what it holds there and everywhere. */
class TenantSeparationTest {
    private static String problem(String assignments, int max) {
        String text = "version: 1\nroles: { a: {}, b: {}, c: { includes: [ b ] }, d: {} }\n"
                + "separation: { static: [ { name: apart, roles: [ a, b, d ], max: " + max + " } ] }\n"
                + "assignments: { " + assignments + " }\n";
        try {
            PolicyExample.read(text);
            return "loads";
        } catch (ConfigurationException refused) {
            return String.valueOf(refused.getMessage()).replaceAll("(?m)^p.yaml:[0-9]+:[0-9]+ ", "");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            a; "@global"; b; acme;      separation-broken holds too many roles of apart
            b; acme;      a; "@global"; separation-broken holds too many roles of apart
            a; "@global"; c; acme;      separation-broken holds too many roles of apart
            a; acme;      b; other;     loads
            a; "@global"; a; acme;      loads
            """)
    void whatIsHeldEverywhereIsHeldInEachTenantToo(String one, String here, String other, String there, String what) {
        String subject = "{ issuer: \"https://idp\", subject: ann, roles: [ %s ], tenant: %s }";
        String two = "subjects: [ " + subject.formatted(one, here) + ", " + subject.formatted(other, there) + " ]";
        assertThat(problem(two, 1)).isEqualTo(what);
        assertThat(problem(two, 2)).isEqualTo("loads");
        assertThat(problem(two.replaceFirst("ann", "bob"), 1)).isEqualTo("loads");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            CN=batch,O=acme; cn=batch, o=acme; duplicate this caller has two assignments
            CN=batch,O=acme; CN=other,O=acme;  loads
            """)
    void aCertificateIsOneCallerHoweverItsNameIsSpelt(String one, String other, String what) {
        assertThat(problem(
                        "certificates: { \"" + one + "\": { roles: [ a ] }, \"" + other + "\": { roles: [ a ] } }", 1))
                .isEqualTo(what);
    }
}
