package io.gapura.filters.headers;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The response headers that the OWASP Secure Headers Project recommends ({@code headers_add.json}, edition of
 * 2026-07-19), each with the value that is sent by default and the values that it may have. A value outside of these is
 * a start-up error: browsers ignore what they do not understand, silently.
 *
 * <p>{@link #CONTENT_SECURITY_POLICY} is stricter than the recommendation (for an API), {@link #CACHE_CONTROL} yields to
 * the application, {@link #STRICT_TRANSPORT_SECURITY} is sent over https alone (RFC 6797 §7.2), and {@link
 * #CLEAR_SITE_DATA} only with a success on a declared logout path: on every answer it would log everybody out.
 */
public enum SecurityHeader {
    CONTENT_SECURITY_POLICY("Content-Security-Policy", "csp", "default-src 'none'; frame-ancestors 'none'") {
        @Override
        void check(String value) {
            ContentSecurityPolicy.parse(value);
        }
    },
    STRICT_TRANSPORT_SECURITY("Strict-Transport-Security", "hsts", "max-age=63072000; includeSubDomains") {
        @Override
        void check(String value) {
            TransportSecurity.check(value);
        }
    },
    X_CONTENT_TYPE_OPTIONS("X-Content-Type-Options", "content-type-options", "nosniff", "nosniff"),
    X_FRAME_OPTIONS("X-Frame-Options", "frame-options", "DENY", "deny", "sameorigin"),
    REFERRER_POLICY(
            "Referrer-Policy",
            "referrer-policy",
            "no-referrer",
            "no-referrer",
            "no-referrer-when-downgrade",
            "origin",
            "origin-when-cross-origin",
            "same-origin",
            "strict-origin",
            "strict-origin-when-cross-origin",
            "unsafe-url"),
    PERMISSIONS_POLICY(
            "Permissions-Policy",
            "permissions-policy",
            "accelerometer=(), autoplay=(), camera=(), cross-origin-isolated=(), display-capture=(), encrypted-media=(),"
                    + " fullscreen=(), geolocation=(), gyroscope=(), keyboard-map=(), magnetometer=(), microphone=(),"
                    + " midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(),"
                    + " screen-wake-lock=(), sync-xhr=(self), usb=(), web-share=(), xr-spatial-tracking=(),"
                    + " clipboard-read=(), clipboard-write=(), gamepad=(), hid=(), idle-detection=(),"
                    + " interest-cohort=(), serial=(), unload=()") {
        @Override
        void check(String value) {
            HeaderForms.permissions(key(), value);
        }
    },
    CROSS_ORIGIN_EMBEDDER_POLICY(
            "Cross-Origin-Embedder-Policy",
            "embedder-policy",
            "require-corp",
            "require-corp",
            "credentialless",
            "unsafe-none"),
    CROSS_ORIGIN_OPENER_POLICY(
            "Cross-Origin-Opener-Policy",
            "opener-policy",
            "same-origin",
            "same-origin",
            "same-origin-allow-popups",
            "noopener-allow-popups",
            "unsafe-none"),
    CROSS_ORIGIN_RESOURCE_POLICY(
            "Cross-Origin-Resource-Policy",
            "resource-policy",
            "same-origin",
            "same-origin",
            "same-site",
            "cross-origin"),
    X_PERMITTED_CROSS_DOMAIN_POLICIES(
            "X-Permitted-Cross-Domain-Policies",
            "cross-domain-policies",
            "none",
            "none",
            "master-only",
            "by-content-type"),
    X_DNS_PREFETCH_CONTROL("X-DNS-Prefetch-Control", "dns-prefetch-control", "off", "off", "on"),
    CACHE_CONTROL("Cache-Control", "cache-control", "no-store, max-age=0") {
        @Override
        void check(String value) {
            HeaderForms.cacheControl(key(), value);
        }
    },
    CLEAR_SITE_DATA("Clear-Site-Data", "clear-site-data", "\"cache\", \"cookies\", \"storage\"") {
        @Override
        void check(String value) {
            HeaderForms.siteData(key(), value);
        }
    };

    private final String field;
    private final String key;
    private final String standard;
    private final String choices;

    SecurityHeader(String field, String key, String standard, String... choices) {
        this.field = field;
        this.key = key;
        this.standard = standard;
        this.choices = String.join(", ", choices);
    }

    /** As it is sent. */
    public String field() {
        return field;
    }

    /** Its setting, without {@code headers.}. */
    public String key() {
        return key;
    }

    /** What is sent where nothing is set. */
    public String standard() {
        return standard;
    }

    /** Throws {@link IllegalArgumentException}, without repeating the value. */
    void check(String value) {
        if (!List.of(choices.split(", ", -1)).contains(value.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(key + " must be one of [" + choices + "], or omit");
        }
    }

    static Optional<SecurityHeader> named(String field) {
        return Arrays.stream(values())
                .filter(header -> header.field.equalsIgnoreCase(field))
                .findFirst();
    }
}
