package io.gapura.filters.signing.sigv4;

import io.gapura.filters.HeaderLine;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What SigV4 calls the canonical request: one text for all spellings of a call. Holds header values: it never goes into an
 * exception or a log.
 *
 * @param headers by lower-case name, in order
 */
record CanonicalCall(String method, String path, String query, Map<String, String> headers) {
    private static final Set<String> OURS =
            Set.of("authorization", "x-amz-date", "x-amz-content-sha256", "x-amz-security-token");

    /** What proxies and HTTP stacks change or add; AWS recommends to leave them out. */
    private static final Set<String> UNSIGNED = Set.of(
            "connection",
            "content-length",
            "expect",
            "keep-alive",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent",
            "x-amzn-trace-id");

    static CanonicalCall of(
            String method, URI called, List<HeaderLine> given, List<HeaderLine> made, boolean encodedTwice) {
        URI uri = URI.create(called.toASCIIString());
        boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("a call needs an absolute http or https URI without user");
        }
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String canonical = encodedTwice
                ? AwsText.encoded(AwsText.encodedPath(AwsText.normalised(path)), "/")
                : AwsText.encodedPath(path);
        return new CanonicalCall(method, canonical, query(uri), headers(uri, given, made));
    }

    private static String query(URI uri) {
        List<String> pairs = new ArrayList<>();
        String query = uri.getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            if (!pair.isEmpty()) {
                // a character below "=" would sort in front of the end of a shorter name
                pairs.add(AwsText.encoded(AwsText.decoded(name), "")
                        + '\0'
                        + AwsText.encoded(AwsText.decoded(value), ""));
            }
        }
        Collections.sort(pairs);
        return String.join("&", pairs).replace('\0', '=');
    }

    private static Map<String, String> headers(URI uri, List<HeaderLine> given, List<HeaderLine> made) {
        Map<String, String> headers = new TreeMap<>();
        for (HeaderLine line : given) {
            String name = line.name().toLowerCase(Locale.ROOT);
            if (OURS.contains(name)) {
                throw new IllegalArgumentException(line.name() + " is made by the signer");
            }
            if (!UNSIGNED.contains(name)) {
                headers.merge(name, AwsText.folded(line.value()), (first, next) -> first + ',' + next);
            }
        }
        headers.putIfAbsent("host", host(uri));
        made.forEach(line -> headers.put(line.name().toLowerCase(Locale.ROOT), line.value()));
        return headers;
    }

    /** As HTTP clients write it: without the default port. */
    private static String host(URI uri) {
        boolean standard = uri.getPort() == ("https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80);
        return uri.getHost() + (uri.getPort() < 0 || standard ? "" : ":" + uri.getPort());
    }

    String signedHeaders() {
        return String.join(";", headers.keySet());
    }

    String text(String hash) {
        StringBuilder out = new StringBuilder(512).append(method).append('\n');
        out.append(path).append('\n').append(query).append('\n');
        headers.forEach(
                (name, value) -> out.append(name).append(':').append(value).append('\n'));
        return out.append('\n')
                .append(signedHeaders())
                .append('\n')
                .append(hash)
                .toString();
    }

    @Override
    public String toString() {
        return "CanonicalCall[" + headers.size() + " headers]";
    }
}
