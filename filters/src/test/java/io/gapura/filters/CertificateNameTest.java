package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gapura.filters.callers.TestAuthority;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One spelling for one name, whoever wrote it. */
class CertificateNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CN=batch,O=acme                   | CN=batch,O=acme",
                "cn=batch , o=acme                 | CN=batch,O=acme",
                "CN=Batch,O=Acme                   | CN=Batch,O=Acme",
                "UID=7+CN=batch,O=acme             | CN=batch+UID=7,O=acme",
                "CN=batch+UID=7,O=acme             | CN=batch+UID=7,O=acme",
                "CN=a\\,b,O=acme                   | CN=a\\,b,O=acme",
                "CN=\"a,b\",O=acme                 | CN=a\\,b,O=acme",
                "CN=Müller,C=DE                    | CN=Müller,C=DE",
                "SERIALNUMBER=42,CN=x              | SERIALNUMBER=42,CN=x",
                "organizationIdentifier=PSDDE-1,CN=x | ORGANIZATIONIDENTIFIER=PSDDE-1,CN=x",
                "EMAILADDRESS=a@b.example,CN=x     | EMAILADDRESS=a@b.example,CN=x",
                "dns:Batch.ACME.example            | dns:batch.acme.example",
                "uri:spiffe://acme/Batch           | uri:spiffe://acme/Batch",
                "email:Batch@ACME.example          | email:Batch@acme.example",
                "email:a+b@acme.example            | email:a+b@acme.example",
            })
    void aNameHasOneSpelling(String written, String text) {
        assertThat(CertificateName.of(written).text()).isEqualTo(text);
        assertThat(CertificateName.of(text)).isEqualTo(CertificateName.of(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "batch",
                "CN",
                "CN=batch,",
                "dns:",
                "dns:*.acme.example",
                "dns:a..example",
                "dns:a.example.",
                "dns:-a.example",
                "dns:a b.example",
                "dns:\u212A.example",
                "uri:",
                "uri:/relative",
                "uri:https://a b",
                "uri:https://ü.example",
                "email:",
                "email:@acme.example",
                "email:batch@",
                "email:batch@acme@x y",
                "email:ba tch@acme.example",
                "CN=a\u0007b",
                "CN=a\u202Eb",
            })
    void whatIsNoNameIsRefusedWithoutRepeatingIt(String written) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CertificateName.of(written))
                .satisfies(refused -> {
                    if (written.length() > 8) {
                        assertThat(refused.getMessage()).doesNotContain(written);
                    }
                });
    }

    @Test
    void aNameHasAtMost256Characters() {
        String most = "CN=" + "x".repeat(253);

        assertThat(CertificateName.of(most).text()).hasSize(256);
        assertThatIllegalArgumentException().isThrownBy(() -> CertificateName.of(most + "x"));
    }

    @Test
    void aHostHasAtMost253Characters() {
        String label = "a".repeat(63) + ".";
        String most = label.repeat(3) + "a".repeat(59);

        assertThat(CertificateName.of("dns:" + most).text()).hasSize(255);
        assertThatIllegalArgumentException().isThrownBy(() -> CertificateName.of("dns:a" + most));
        assertThatIllegalArgumentException().isThrownBy(() -> CertificateName.of("dns:a" + label + "example"));
    }

    /** An issuer may encode a value as it likes: what is compared is the text. */
    @Test
    void theEncodingOfAValueIsNoPartOfItsName() {
        byte[] utf8 = TestAuthority.sequence(TestAuthority.tagged(
                0x31,
                TestAuthority.sequence(
                        TestAuthority.tagged(0x06, new byte[] {0x55, 0x04, 0x05}),
                        TestAuthority.tagged(0x0C, new byte[] {'4', '2'}))));

        assertThat(CertificateName.of(new X500Principal(utf8))).isEqualTo(CertificateName.of("SERIALNUMBER=42"));
    }

    /** CVE-2026-22747 class: what looks like an attribute inside a value is none. */
    @Test
    void anAttributeInsideAValueIsNone() {
        CertificateName name = CertificateName.of(new X500Principal("O=\"x,CN=admin\",CN=guest"));

        assertThat(name.text()).isEqualTo("O=x\\,CN\\=admin,CN=guest");
        assertThat(name).isNotEqualTo(CertificateName.of("O=x,CN=admin,CN=guest"));
    }
}
