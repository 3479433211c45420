package io.gapura.examples.orders;

import io.gapura.filters.Mode;
import io.gapura.filters.PathScope;
import io.gapura.filters.Pipeline;
import io.gapura.filters.audit.JsonLinesSink;
import io.gapura.filters.bearer.BearerTokens;
import io.gapura.filters.bearer.IssuerKeys;
import io.gapura.filters.bearer.TokenAlgorithm;
import io.gapura.filters.bearer.TrustedIssuer;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.config.Reference;
import io.gapura.filters.errors.ProblemErrors;
import io.gapura.filters.headers.SecurityHeader;
import io.gapura.filters.headers.SecurityHeaders;
import io.gapura.filters.limits.Firewall;
import io.gapura.filters.limits.Limits;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.Signatures;
import io.gapura.filters.signing.webhook.WebhookSecrets;
import io.gapura.filters.signing.webhook.Webhooks;
import io.gapura.rbac.Rbac;
import io.gapura.rbac.ResourceCheck;
import io.gapura.validation.Validation;
import io.gapura.validation.files.FileStore;
import io.gapura.validation.uploads.MultipartUploads;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** All pillars, in the order in which they look at a request. */
final class Gate {
    /** A developer's machine builds and serves at once; a server keeps the half second. */
    private static final Duration BUSY_DISK = Duration.ofSeconds(10);

    private static final Duration RELOAD = Duration.ofSeconds(1);

    /** Where applications and administrators come with access tokens; everywhere else the people are. */
    private static final List<String> BY_TOKEN = List.of("/api/tenants/**", "/api/admin/**");

    private Gate() {}

    /** Reads keys and policy document, and holds what the API document says: what is wrong with them stops the start. */
    static Pipeline pipeline(
            Settings settings,
            DataFolder data,
            PeoplePolicy people,
            FileStore documents,
            ApiDocument document,
            JsonLinesSink audit,
            Function<Class<? extends ResourceCheck>, ResourceCheck> checks) {
        String authority = "localhost:" + settings.port();
        return Pipeline.builder()
                .add(SecurityHeaders.strict()
                        .csp(contentSecurityPolicy())
                        .application(SecurityHeader.CONTENT_SECURITY_POLICY))
                .add(Firewall.strict().hosts(authority))
                .add(Limits.defaults().maxBody(DataSize.of("2MiB")))
                .addAll(Signatures.optional(KeyRing.load(Reference.file(data.partnerKeys())))
                        .authorities(authority)
                        .policies())
                .addAll(Webhooks.serving(Webhooks.from("stripe", WebhookSecrets.file(data.shopSecret()))
                                .named(ShopSecret.SENDER)
                                .on("/api/hooks/shop"))
                        .policies())
                .add(people, Mode.ENFORCE, PathScope.of(negated(BY_TOKEN)))
                .add(BearerTokens.required(issuer(data)).realm("orders"), Mode.ENFORCE, PathScope.of(BY_TOKEN))
                .addAll(access(settings, data).checks(checks).policies())
                .add(Validation.strict().source(document.contracts()))
                .add(MultipartUploads.into(documents))
                .audit(audit)
                .errors(ProblemErrors.standard())
                .build();
    }

    /** The log of all that is decided and done. */
    static JsonLinesSink audit(DataFolder data) {
        return JsonLinesSink.to(data.audit())
                .origin(AuditKey.ORIGIN)
                .signedBy(AuditKey.in(data))
                .patience(BUSY_DISK);
    }

    /** As strict as without pages, but for the one style of the page of the access matrix; downloads have a stricter one of their own. */
    private static String contentSecurityPolicy() {
        return "default-src 'none'; style-src " + AccessPage.styleSource() + "; frame-ancestors 'none'";
    }

    private static List<String> negated(List<String> patterns) {
        return Stream.concat(Stream.of("/**"), patterns.stream().map(pattern -> "!" + pattern))
                .toList();
    }

    private static TrustedIssuer issuer(DataFolder data) {
        return TrustedIssuer.of(TokenIssuer.NAME, TokenIssuer.AUDIENCE)
                .keys(IssuerKeys.load(Reference.file(data.issuerKeys())))
                .algorithms(TokenAlgorithm.ED25519);
    }

    private static Rbac access(Settings settings, DataFolder data) {
        return Rbac.document(data.policy())
                .onUncovered(settings.onUncovered())
                .activation(new ActingAs())
                .reloadEvery(RELOAD);
    }
}
