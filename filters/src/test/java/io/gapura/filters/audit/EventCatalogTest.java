package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Violation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventCatalogTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            signing,    401, signature-refused,       signature,        authn_login_fail,               3002, 3, 25
            signing,    401, signature-refused,       replay,           authn_token_reuse,              3002, 4, 25
            signing,    401, signature-refused,       expired,          session_use_after_expire,       3002, 3, 25
            signing,    400, signature-malformed,     parse,            authn_login_fail,               3002, 3, 25
            bearer,     401, token-missing,           missing,          authn_login_fail,               3002, 3, 25
            rbac,       401, authentication-required, anonymous,        authn_login_fail,               3002, 3, 25
            engine,     400, credential-ambiguous,    two-callers,      authn_login_fail,               3002, 3, 25
            rbac,       403, forbidden,               role-missing,     authz_fail,                     6003, 3, 26
            bearer,     403, insufficient-scope,      scope-missing,    authz_fail,                     6003, 3, 26
            rbac,       404, not-found,               tenant-mismatch,  malicious_direct_reference,     6003, 4, 26
            rbac,       404, not-found,               hidden,           authz_fail,                     6003, 3, 26
            engine,     404, not-found,               unmatched,        gapura_not_found,               6003, 2, 2
            engine,     400, request-malformed,       uri.utf8,         malicious_extraneous,           6003, 3, 25
            firewall,   421, host-not-served,         host.not-served,  malicious_extraneous,           6003, 3, 25
            firewall,   501, method-unknown,          method.unknown,   malicious_extraneous,           6003, 3, 25
            firewall,   405, method-not-allowed,      method,           malicious_extraneous,           6003, 3, 25
            validation, 400, parameters-refused,      param.type,       input_validation_fail,          6003, 2, 25
            validation, 400, parameters-refused,      param.enum,       input_validation_discrete_fail, 6003, 4, 25
            validation, 422, content-refused,         body.unknown,     input_validation_discrete_fail, 6003, 4, 25
            validation, 415, media-type-refused,      media.type,       input_validation_fail,          6003, 2, 25
            limits,     413, body-too-large,          body.size,        input_validation_fail,          6003, 2, 25
            origin,     403, origin-refused,          cross-site,       malicious_csrf,                 6003, 3, 2
            cors,       403, origin-refused,          origin,           malicious_cors,                 6003, 3, 2
            rate,       429, rate-exceeded,           network,          excess_rate_limit_exceeded,     6003, 2, 2
            engine,     500, internal-error,          exception,        gapura_unexpected_error,        6008, 4, 27
            engine,     500, internal-error,          crypt.altered,    crypt_decrypt_fail,             6008, 4, 27
            signing,    503, store-unavailable,       store-full,       gapura_unexpected_error,        6008, 4, 27
            shop,       403, out-of-credit,           credit,           authz_fail,                     6003, 3, 26
            shop,       401, voucher-refused,         voucher,          authn_login_fail,               3002, 3, 25
            shop,       429, too-many-orders,         orders,           excess_rate_limit_exceeded,     6003, 2, 2
            shop,       422, basket-refused,          basket,           input_validation_fail,          6003, 2, 25
            shop,       404, basket-gone,             basket,           gapura_not_found,               6003, 2, 2
            shop,       409, already-paid,            paid,             malicious_extraneous,           6003, 3, 25
            shop,       502, bank-down,               bank,             gapura_unexpected_error,        6008, 4, 27
            """)
    void eachFamilyOfRefusalsHasItsWord(
            String policy, int status, String code, String reason, String word, long type, long severity, long what) {
        Map<String, Object> event = Events.parsed(Events.refused(policy, Rejection.of(status, code, reason)));

        assertThat(Events.at(event, "metadata", "event_code")).isEqualTo(word);
        assertThat(event)
                .containsEntry("class_uid", type)
                .containsEntry("category_uid", type / 1_000)
                .containsEntry("severity_id", severity)
                .containsEntry("disposition_id", what)
                .containsEntry("status_id", 2L);
    }

    @Test
    void aViolationOfAClosedListSharpensTheWord() {
        Rejection rejection = Rejection.of(422, "content-refused", "constraints")
                .violations(List.of(
                        new Violation(Violation.Place.BODY, "/a", "text.length"),
                        new Violation(Violation.Place.BODY, "/b", "body.enum")));

        assertThat(Events.at(Events.parsed(Events.refused("validation", rejection)), "metadata", "event_code"))
                .isEqualTo("input_validation_discrete_fail");
    }

    @ParameterizedTest
    @CsvSource({"GET,2", "HEAD,2", "POST,1", "PUT,3", "PATCH,3", "DELETE,4", "OPTIONS,99", "get,99"})
    void theMethodIsTheActivity(String method, long activity) {
        Map<String, Object> event = Events.parsed(Events.completed(RequestView.of(method, "/")));

        assertThat(event).containsEntry("activity_id", activity).containsEntry("type_uid", 600_300 + activity);
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETED,204,gapura_access,1,1",
        "COMPLETED,404,gapura_access,2,1",
        "FAILED,500,gapura_unexpected_error,2,4"
    })
    void anEndIsNamedByItsKind(AuditEvent.Kind kind, int status, String word, long statusId, long severity) {
        Map<String, Object> event = Events.parsed(
                AuditEvent.ofRequest(kind, Events.NOON, Events.INCIDENT, "1", RequestView.get("/"), status));

        assertThat(Events.at(event, "metadata", "event_code")).isEqualTo(word);
        assertThat(event).containsEntry("status_id", statusId).containsEntry("severity_id", severity);
    }

    @Test
    void anAnswerOfTheGateItselfIsAnAccess() {
        Map<String, Object> event = Events.parsed(AuditEvent.ofRequest(
                AuditEvent.Kind.REFUSED, Events.NOON, Events.INCIDENT, "1", RequestView.of("OPTIONS", "/"), 204));

        assertThat(Events.at(event, "metadata", "event_code")).isEqualTo("gapura_access");
        assertThat(event).containsEntry("status_id", 1L);
    }
}
