package io.gapura.filters.origin;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.config.Reference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The section {@code origin}: see {@link OriginRules} and, for what begins with {@code csrf} and the names of session
 * cookies, {@link CsrfSettings}.
 *
 * @param csrf which tokens are made; {@code csrf-key} must be set with them
 */
record OriginSettings(
        Set<String> own,
        Set<String> allow,
        List<String> exempt,
        Set<String> safeMethods,
        FetchMetadata.SameSite sameSite,
        FetchMetadata.Navigations navigations,
        OriginRules.NoCredential noCredential,
        CsrfSettings.Kind csrf,
        Optional<Reference> csrfKey,
        String csrfCookie,
        String csrfHeader,
        Optional<String> csrfField,
        DataSize csrfMaxForm,
        Duration csrfMaxAge,
        Set<String> sessionCookies) {
    static final OriginSettings DEFAULTS = new OriginSettings(
            OriginRules.DEFAULTS.own(),
            OriginRules.DEFAULTS.allow(),
            OriginRules.DEFAULTS.exempt(),
            OriginRules.DEFAULTS.safeMethods(),
            OriginRules.DEFAULTS.sameSite(),
            OriginRules.DEFAULTS.navigations(),
            OriginRules.DEFAULTS.noCredential(),
            CsrfSettings.Kind.OFF,
            Optional.empty(),
            CsrfSettings.COOKIE,
            CsrfSettings.HEADER,
            Optional.empty(),
            CsrfSettings.MAX_FORM,
            CsrfSettings.MAX_AGE,
            CsrfSettings.SESSION_COOKIES);

    OriginCheck policy() {
        OriginRules rules = new OriginRules(own, allow, exempt, safeMethods, sameSite, navigations, noCredential);
        return OriginCheck.of(rules, tokens().orElse(null));
    }

    private Optional<CsrfTokens> tokens() {
        if (csrf == CsrfSettings.Kind.OFF) {
            if (csrfKey.isPresent()) {
                throw ConfigurationException.of("origin.csrf must be session or double-submit where csrf-key is set");
            }
            return Optional.empty();
        }
        Reference key = csrfKey.orElseThrow(
                () -> ConfigurationException.of("origin.csrf-key must be set with origin.csrf: file:PATH or env:NAME"));
        return Optional.of(CsrfTokens.of(new CsrfSettings(
                csrf, key, csrfCookie, csrfHeader, csrfField, csrfMaxForm, csrfMaxAge, sessionCookies)));
    }
}
