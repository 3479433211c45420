package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyFieldTest {
    @ParameterizedTest
    @CsvSource({
        "Forwarded, FORWARDED",
        "X-Forwarded, X_FORWARDED",
        "X-Forwarded-For, X_FORWARDED",
        "X-Forwarded-Proto, X_FORWARDED",
        "X-Forwarded-Host, X_FORWARDED",
        "X-Forwarded-Port, X_FORWARDED",
        "X-Forwarded-Prefix, X_FORWARDED",
        "X-Forwarded-Client-Cert, X_FORWARDED",
        "X-Real-IP, ADDRESS",
        "X-Client-IP, ADDRESS",
        "True-Client-IP, ADDRESS",
        "CF-Connecting-IP, ADDRESS",
        "X-User-Id, CLAIM",
        "X-User-Roles, CLAIM",
        "X-Remote-User, CLAIM",
        "X-Client-Cert, CLAIM",
        "Client-Cert, CLAIM",
        "Client-Cert-Chain, CLAIM",
        "X-SSL-Client-Verify, CLAIM",
        "X-SSL-Client-S-DN, CLAIM",
        "X-Original-URL, CLAIM",
        "X-Rewrite-URL, CLAIM",
        "X-Accel-Redirect, CLAIM"
    })
    void everyNameOfTheTableHasItsKindInAnyCase(String name, ProxyField field) {
        assertThat(ProxyField.of(name)).isEqualTo(field);
        assertThat(ProxyField.of(name.toLowerCase(Locale.ROOT))).isEqualTo(field);
        assertThat(ProxyField.of(name.toUpperCase(Locale.ROOT))).isEqualTo(field);
        if (name.indexOf('-') >= 0) {
            assertThat(ProxyField.of(name.replace('-', '_'))).isEqualTo(ProxyField.ALIAS);
            assertThat(ProxyField.of(name.replaceFirst("-", "_"))).isEqualTo(ProxyField.ALIAS);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "Connection",
                "Cookie",
                "Content-Type",
                "Content-Length",
                "Client-Certificate",
                "Client-Cer",
                "Cache-Control",
                "Transfer-Encoding",
                "Traceparent",
                "TE",
                "From",
                "Forwarde",
                "Forwardeds",
                "X-Forward",
                "X-Forwardedfor",
                "X-Request-Id",
                "X-Users",
                "X-Real-IPs",
                "X-SSL-Client",
                "X.Forwarded.For",
                "XForwarded-For",
                "x-",
                "\u212a-Real-IP"
            })
    void everyOtherNameIsTheClientsOwn(String name) {
        assertThat(ProxyField.of(name)).isEqualTo(ProxyField.NONE);
    }
}
