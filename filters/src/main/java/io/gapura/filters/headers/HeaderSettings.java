package io.gapura.filters.headers;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keys {@code headers.*}. A header is sent with its value, or not at all when that is {@code omit}.
 *
 * @param csp Content-Security-Policy; {@code 'nonce'} in it stands for the nonce of the request
 * @param cspReportOnly a policy beside it that is only reported
 * @param cspLint what findings of the linter do
 * @param reportTo where browsers send reports: a path as they see it, or an https URL
 * @param logout paths within the application whose success clears site data
 * @param application headers of these that the application may set itself
 * @param remove names that must not leave, besides the list of fingerprints
 * @param keep names of the list that may
 */
record HeaderSettings(
        String csp,
        Optional<String> cspReportOnly,
        Lint cspLint,
        Optional<String> reportTo,
        String hsts,
        String contentTypeOptions,
        String frameOptions,
        String referrerPolicy,
        String permissionsPolicy,
        String embedderPolicy,
        String openerPolicy,
        String resourcePolicy,
        String crossDomainPolicies,
        String dnsPrefetchControl,
        String cacheControl,
        String clearSiteData,
        Set<String> logout,
        Set<String> application,
        Set<String> remove,
        Set<String> keep) {
    static final HeaderSettings DEFAULTS = new HeaderSettings(
            SecurityHeader.CONTENT_SECURITY_POLICY.standard(),
            Optional.empty(),
            Lint.FAIL,
            Optional.empty(),
            SecurityHeader.STRICT_TRANSPORT_SECURITY.standard(),
            SecurityHeader.X_CONTENT_TYPE_OPTIONS.standard(),
            SecurityHeader.X_FRAME_OPTIONS.standard(),
            SecurityHeader.REFERRER_POLICY.standard(),
            SecurityHeader.PERMISSIONS_POLICY.standard(),
            SecurityHeader.CROSS_ORIGIN_EMBEDDER_POLICY.standard(),
            SecurityHeader.CROSS_ORIGIN_OPENER_POLICY.standard(),
            SecurityHeader.CROSS_ORIGIN_RESOURCE_POLICY.standard(),
            SecurityHeader.X_PERMITTED_CROSS_DOMAIN_POLICIES.standard(),
            SecurityHeader.X_DNS_PREFETCH_CONTROL.standard(),
            SecurityHeader.CACHE_CONTROL.standard(),
            SecurityHeader.CLEAR_SITE_DATA.standard(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of());

    /** The checked form, which the fluent calls refine. */
    HeaderPlan plan() {
        Map<SecurityHeader, String> values = new EnumMap<>(SecurityHeader.class);
        values.put(SecurityHeader.CONTENT_SECURITY_POLICY, csp);
        values.put(SecurityHeader.STRICT_TRANSPORT_SECURITY, hsts);
        values.put(SecurityHeader.X_CONTENT_TYPE_OPTIONS, contentTypeOptions);
        values.put(SecurityHeader.X_FRAME_OPTIONS, frameOptions);
        values.put(SecurityHeader.REFERRER_POLICY, referrerPolicy);
        values.put(SecurityHeader.PERMISSIONS_POLICY, permissionsPolicy);
        values.put(SecurityHeader.CROSS_ORIGIN_EMBEDDER_POLICY, embedderPolicy);
        values.put(SecurityHeader.CROSS_ORIGIN_OPENER_POLICY, openerPolicy);
        values.put(SecurityHeader.CROSS_ORIGIN_RESOURCE_POLICY, resourcePolicy);
        values.put(SecurityHeader.X_PERMITTED_CROSS_DOMAIN_POLICIES, crossDomainPolicies);
        values.put(SecurityHeader.X_DNS_PREFETCH_CONTROL, dnsPrefetchControl);
        values.put(SecurityHeader.CACHE_CONTROL, cacheControl);
        values.put(SecurityHeader.CLEAR_SITE_DATA, clearSiteData);
        values.values().removeIf(HeaderPlan.OMIT::equals);
        return new HeaderPlan(values, cspReportOnly, cspLint, reportTo, logout, application, remove, keep);
    }
}
