package io.gapura.filters.catalog;

import io.gapura.filters.audit.JsonLinesSink;
import io.gapura.filters.bearer.BearerTokens;
import io.gapura.filters.callers.ClientCertificates;
import io.gapura.filters.callers.ContainerLogin;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.PolicyCatalog;
import io.gapura.filters.errors.ProblemErrors;
import io.gapura.filters.headers.CspReports;
import io.gapura.filters.headers.SecurityHeaders;
import io.gapura.filters.limits.Firewall;
import io.gapura.filters.limits.Limits;
import io.gapura.filters.origin.Cors;
import io.gapura.filters.origin.OriginCheck;
import io.gapura.filters.proxies.Proxies;
import io.gapura.filters.signing.Signatures;
import io.gapura.filters.signing.webhook.SharedSecretHeader;
import io.gapura.filters.signing.webhook.Webhooks;
import java.util.List;

/** Policies and facilities of {@code gapura-filters}; found by service loading. */
public final class FiltersCatalog implements PolicyCatalog {
    /** For service loading. */
    public FiltersCatalog() {}

    @Override
    public List<CatalogEntry<?>> entries() {
        return List.of(
                SecurityHeaders.entry(),
                CspReports.entry(),
                Firewall.entry(),
                Limits.entry(),
                Cors.entry(),
                OriginCheck.entry(),
                Signatures.entry(),
                Webhooks.entry(),
                SharedSecretHeader.entry(),
                BearerTokens.entry(),
                ClientCertificates.entry(),
                ContainerLogin.entry(),
                JsonLinesSink.entry(),
                ProblemErrors.entry(),
                Proxies.entry());
    }
}
