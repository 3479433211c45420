package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gapura.validation.constraints.TextRules;
import io.gapura.validation.constraints.UrlRules;
import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Whatever a client calls a URL: the host that was accepted is the host that {@link URI} sees, and no number. */
class SafeUrlFuzz {
    private static final UrlRules OPEN =
            UrlRules.https().schemes("https", "http").ports(80, 443, 8080);

    @FuzzTest(maxDuration = "30s")
    void theHostOfAnAcceptedUrlIsTheOneThatJavaSees(byte[] bytes) throws Exception {
        String text = new String(bytes, StandardCharsets.UTF_8);
        for (String url : new String[] {text, "https://" + text, "https://" + text + ".example/"}) {
            if (TextRules.url(url, OPEN) == null) {
                requireSameReading(url);
            }
            if (TextRules.redirectTarget(url, UrlRules.https()) == null) {
                URI page = URI.create("https://gapura.example/a/b");
                assertThat(page.resolve(url).getHost()).isEqualTo("gapura.example");
            }
            if (TextRules.url(url, OPEN.withLiterals()) == null && TextRules.url(url, OPEN) != null) {
                InetAddress literal = InetAddress.getByName(new URI(url).getHost());
                assertThat(literal.isSiteLocalAddress() || literal.isLoopbackAddress() || literal.isLinkLocalAddress())
                        .isFalse();
            }
        }
    }

    private static void requireSameReading(String url) throws URISyntaxException {
        int start = url.indexOf("://") + 3;
        int end = start;
        while (end < url.length() && "/?#:".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        String host = url.substring(start, end);
        String ascii = IDN.toASCII(host);
        URI uri = new URI(url.substring(0, start) + ascii + url.substring(end));
        assertThat(uri.getHost()).isEqualTo(ascii);
        assertThat(uri.getUserInfo()).isNull();
        assertThat(uri.getScheme().toLowerCase(Locale.ROOT)).isIn("https", "http");
        assertThat(ascii).contains(".").doesNotMatch("(?i)(.*\\.)?(0x[0-9a-f]*|[0-9]+)");
    }
}
