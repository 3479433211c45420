package io.gapura.filters.signing.webhook;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * The address of an endpoint as its sender knows it, from the configuration: what a request says of its own host is said
 * by whoever sent it. The query is that of the request.
 *
 * @param text scheme, host, port when it was given, path
 */
record PublicUrl(String text, URI uri) {
    /** Reads what was configured; throws {@link IllegalArgumentException} for anything that a sender cannot have signed. */
    static PublicUrl of(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException("url must be an address such as https://shop.example/hooks/twilio");
        }
        boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getRawPath().isEmpty()) {
            throw new IllegalArgumentException("url must be an address such as https://shop.example/hooks/twilio");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("url must end with its path: the query is that of the request");
        }
        return new PublicUrl(text, uri);
    }

    String withPort() {
        return uri.getPort() >= 0
                ? text
                : head() + (uri.getScheme().equals("https") ? ":443" : ":80") + uri.getRawPath();
    }

    String withoutPort() {
        return head() + uri.getRawPath();
    }

    private String head() {
        return uri.getScheme() + "://" + uri.getHost();
    }
}
