package io.gapura.filters.headers;

import java.util.Optional;
import java.util.Set;

/**
 * What browsers know (CSP Level 3 §6, Trusted Types, Upgrade Insecure Requests, Mixed Content): the kind of a directive
 * says what its values may be. A name that is not here does nothing in a browser, which is how a typing mistake opens a
 * page.
 */
enum CspDirective {
    DEFAULT_SRC("default-src", Kind.SOURCES),
    SCRIPT_SRC("script-src", Kind.SOURCES),
    SCRIPT_SRC_ELEM("script-src-elem", Kind.SOURCES),
    SCRIPT_SRC_ATTR("script-src-attr", Kind.SOURCES),
    STYLE_SRC("style-src", Kind.SOURCES),
    STYLE_SRC_ELEM("style-src-elem", Kind.SOURCES),
    STYLE_SRC_ATTR("style-src-attr", Kind.SOURCES),
    CHILD_SRC("child-src", Kind.SOURCES),
    CONNECT_SRC("connect-src", Kind.SOURCES),
    FENCED_FRAME_SRC("fenced-frame-src", Kind.SOURCES),
    FONT_SRC("font-src", Kind.SOURCES),
    FRAME_SRC("frame-src", Kind.SOURCES),
    IMG_SRC("img-src", Kind.SOURCES),
    MANIFEST_SRC("manifest-src", Kind.SOURCES),
    MEDIA_SRC("media-src", Kind.SOURCES),
    OBJECT_SRC("object-src", Kind.SOURCES),
    WORKER_SRC("worker-src", Kind.SOURCES),
    BASE_URI("base-uri", Kind.SOURCES),
    FORM_ACTION("form-action", Kind.SOURCES),
    FRAME_ANCESTORS("frame-ancestors", Kind.ANCESTORS),
    SANDBOX("sandbox", Kind.SANDBOX),
    UPGRADE_INSECURE_REQUESTS("upgrade-insecure-requests", Kind.FLAG),
    REQUIRE_TRUSTED_TYPES_FOR("require-trusted-types-for", Kind.SINKS),
    TRUSTED_TYPES("trusted-types", Kind.POLICIES),
    WEBRTC("webrtc", Kind.WEBRTC),
    REPORT_TO("report-to", Kind.GROUP),
    REPORT_URI("report-uri", Kind.URIS),
    BLOCK_ALL_MIXED_CONTENT("block-all-mixed-content", Kind.DEPRECATED),
    PLUGIN_TYPES("plugin-types", Kind.DEPRECATED),
    PREFETCH_SRC("prefetch-src", Kind.DEPRECATED),
    NAVIGATE_TO("navigate-to", Kind.DEPRECATED),
    REFERRER("referrer", Kind.DEPRECATED),
    REFLECTED_XSS("reflected-xss", Kind.DEPRECATED),
    REQUIRE_SRI_FOR("require-sri-for", Kind.DEPRECATED);

    /** What the values of a directive are. */
    enum Kind {
        SOURCES,
        ANCESTORS,
        SANDBOX,
        FLAG,
        SINKS,
        POLICIES,
        WEBRTC,
        GROUP,
        URIS,
        DEPRECATED
    }

    private static final Set<CspDirective> SCRIPTS = Set.of(SCRIPT_SRC, SCRIPT_SRC_ELEM, SCRIPT_SRC_ATTR);
    private static final Set<CspDirective> STYLES = Set.of(STYLE_SRC, STYLE_SRC_ELEM, STYLE_SRC_ATTR);

    private final String text;
    private final Kind kind;

    CspDirective(String text, Kind kind) {
        this.text = text;
        this.kind = kind;
    }

    static Optional<CspDirective> named(String name) {
        for (CspDirective directive : values()) {
            if (directive.text.equals(name)) {
                return Optional.of(directive);
            }
        }
        return Optional.empty();
    }

    String text() {
        return text;
    }

    Kind kind() {
        return kind;
    }

    boolean isForScripts() {
        return SCRIPTS.contains(this);
    }

    boolean isForStyles() {
        return STYLES.contains(this);
    }
}
