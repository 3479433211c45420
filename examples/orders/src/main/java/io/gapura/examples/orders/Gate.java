package io.gapura.examples.orders;

import io.gapura.filters.Pipeline;
import io.gapura.filters.audit.JsonLinesSink;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.config.Reference;
import io.gapura.filters.config.Resources;
import io.gapura.filters.errors.ProblemErrors;
import io.gapura.filters.headers.SecurityHeaders;
import io.gapura.filters.limits.Firewall;
import io.gapura.filters.limits.Limits;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.Signatures;
import io.gapura.filters.signing.webhook.WebhookSecrets;
import io.gapura.filters.signing.webhook.Webhooks;
import io.gapura.rbac.Rbac;
import io.gapura.validation.Validation;

/** All pillars, in the order in which they look at a request. */
final class Gate {
    private Gate() {}

    /** Reads keys and policy document: what is wrong with them stops the start. */
    static Pipeline pipeline(Settings settings, DataFolder data, PeoplePolicy people) {
        String authority = "localhost:" + settings.port();
        Reference policy = Reference.of("/policy.yaml", Resources.ofClassPath(Gate.class.getClassLoader()));
        return Pipeline.builder()
                .add(SecurityHeaders.strict())
                .add(Firewall.strict().hosts(authority))
                .add(Limits.defaults().maxBody(DataSize.of("64KiB")))
                .addAll(Signatures.optional(KeyRing.load(Reference.file(data.partnerKeys())))
                        .authorities(authority)
                        .policies())
                .addAll(Webhooks.serving(Webhooks.from("stripe", WebhookSecrets.file(data.shopSecret()))
                                .named(ShopSecret.SENDER)
                                .on("/api/hooks/shop"))
                        .policies())
                .add(people)
                .addAll(Rbac.document(policy).policies())
                .add(Validation.strict())
                .audit(JsonLinesSink.to(data.audit()).origin("orders"))
                .errors(ProblemErrors.standard())
                .build();
    }
}
