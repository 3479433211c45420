package io.gapura.filters.headers;

import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Header names that tell strangers what runs here: the list of the OWASP Secure Headers Project, {@code
 * headers_remove.json}, in its edition of 2026-07-19.
 */
final class Fingerprints {
    static final String EDITION = "2026-07-19 05:44:10";

    static final Set<String> NAMES = names("""
            $wsep Host-Header K-Proxy-Request Liferay-Portal OracleCommerceCloud-Version Pega-Host Powered-By
            Product Server SourceMap X-AspNet-Version X-AspNetMvc-Version X-Atmosphere-error
            X-Atmosphere-first-request X-Atmosphere-tracking-id X-B3-ParentSpanId X-B3-Sampled X-B3-SpanId
            X-B3-TraceId X-BEServer X-Backside-Transport X-CF-Powered-By X-CMS X-CalculatedBETarget
            X-Cocoon-Version X-Content-Encoded-By X-Datadog-Origin X-Datadog-Parent-Id
            X-Datadog-Sampling-Priority X-Datadog-Tags X-Datadog-Trace-Id X-DiagInfo X-Envoy-Attempt-Count
            X-Envoy-External-Address X-Envoy-Internal X-Envoy-Original-Dst-Host X-Envoy-Upstream-Service-Time
            X-FEServer X-Framework X-Generated-By X-Generator X-Gitlab-Meta X-Jitsi-Release X-Joomla-Version
            X-Kong-Admin-Latency X-Kong-Client-Latency X-Kong-Proxy-Latency X-Kong-Request-Id
            X-Kong-Response-Latency X-Kong-Third-Party-Latency X-Kong-Total-Latency X-Kong-Upstream-Latency
            X-Kong-Upstream-Status X-Kubernetes-PF-FlowSchema-UI X-Kubernetes-PF-PriorityLevel-UID
            X-LiteSpeed-Cache X-LiteSpeed-Purge X-LiteSpeed-Tag X-LiteSpeed-Vary X-Litespeed-Cache-Control
            X-Mod-Pagespeed X-Nextjs-Cache X-Nextjs-Matched-Path X-Nextjs-Page X-Nextjs-Redirect X-OWA-Version
            X-Old-Content-Length X-OneAgent-JS-Injection X-Page-Speed X-Php-Version X-Powered-By
            X-Powered-By-Plesk X-Powered-CMS X-Redirect-By X-Server-Powered-By X-SourceFiles X-SourceMap
            X-Turbo-Charged-By X-Tyk-Trace-Id X-Umbraco-Version X-Varnish-Backend X-Varnish-Server
            X-Woodpecker-Version X-dtAgentId X-dtHealthCheck X-dtInjectedServlet X-ruxit-JS-Agent
            """);

    private Fingerprints() {}

    private static Set<String> names(String lines) {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(Arrays.asList(lines.strip().split("\\s+")));
        return Collections.unmodifiableSet(names);
    }
}
