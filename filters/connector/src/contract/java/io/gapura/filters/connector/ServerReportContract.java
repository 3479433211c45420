package io.gapura.filters.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Deployment;
import io.gapura.filters.Pipeline;
import io.gapura.filters.UriViolation;
import io.gapura.filters.limits.Firewall;
import io.gapura.filters.limits.Limits;
import io.gapura.filters.servlet.GapuraFilter;
import io.gapura.filters.testkit.RawHttp;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a gate reports of a real server, at {@code /app}, held against what that server does over raw sockets. */
public abstract class ServerReportContract {
    /** Targets for each spelling that the report may speak of. */
    private static final Map<UriViolation, List<String>> SPELLINGS = new EnumMap<>(UriViolation.class);

    static {
        SPELLINGS.put(UriViolation.FRAGMENT, List.of("/app/a#b"));
        SPELLINGS.put(UriViolation.CHARACTER, List.of("/app/a\u00E9"));
        SPELLINGS.put(UriViolation.PERCENT, List.of("/app/%zz", "/app/a%2", "/app/%u0078"));
        SPELLINGS.put(UriViolation.UTF8, List.of("/app/a%c0%af", "/app/a%c3"));
        SPELLINGS.put(UriViolation.CONTROL, List.of("/app/a%00", "/app/a%0a"));
        SPELLINGS.put(UriViolation.BACKSLASH, List.of("/app/a%5cb", "/app/a\\b"));
        SPELLINGS.put(UriViolation.ENCODED_SLASH, List.of("/app/a%2fb"));
        SPELLINGS.put(UriViolation.ENCODED_DOT, List.of("/app/a/%2e%2e/b"));
        SPELLINGS.put(UriViolation.DOT_PARAMETER, List.of("/app/a/..;/b"));
        SPELLINGS.put(UriViolation.EMPTY_PARAMETER, List.of("/app/a/;/b"));
        SPELLINGS.put(UriViolation.DOUBLE_ENCODING, List.of("/app/a%252fb"));
        SPELLINGS.put(UriViolation.DOT_SEGMENT, List.of("/app/a/../b"));
        SPELLINGS.put(UriViolation.EMPTY_SEGMENT, List.of("/app/a//b"));
        SPELLINGS.put(UriViolation.PATH_PARAMETER, List.of("/app/a;b=c"));
    }

    /** Refuses each of them, in a document of its own. */
    protected static GapuraFilter gate() {
        return new GapuraFilter(
                Pipeline.builder().add(Firewall.strict()).add(Limits.defaults()).build());
    }

    /** All that was said by now. */
    protected static List<String> report(ServletContext context) {
        return ((Deployment) context.getAttribute(GapuraFilter.DEPLOYMENT))
                .report()
                .lines();
    }

    /** What somebody should do something about. */
    protected static List<String> lint(ServletContext context) {
        return report(context).stream()
                .filter(line -> line.startsWith("lint.container: "))
                .toList();
    }

    /** The spellings that are said to reach the gate. */
    protected static Set<String> told(ServletContext context) {
        String line = report(context).stream()
                .filter(each -> each.contains("spellings of a path: "))
                .findFirst()
                .orElseThrow();
        assertThat(line).doesNotContain("settings are not known");
        String words = line.substring(line.indexOf("path: ") + 6, line.indexOf(" reach the gate"));
        return new TreeSet<>(List.of(words.split(", ", -1)));
    }

    /** Those that do: what the gate answers has an id of version 7. */
    protected static Set<String> reaching(int port) throws IOException {
        Set<String> reached = new TreeSet<>();
        for (Map.Entry<UriViolation, List<String>> each : SPELLINGS.entrySet()) {
            for (String target : each.getValue()) {
                if (isAnsweredByTheGate(target, port)) {
                    reached.add(each.getKey().word());
                }
            }
        }
        return reached;
    }

    private static boolean isAnsweredByTheGate(String target, int port) throws IOException {
        byte[] request = ("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        return RawHttp.to("127.0.0.1", port).within(Duration.ofMinutes(5)).send(request).all("X-Request-Id").stream()
                .anyMatch(id -> id.charAt(14) == '7');
    }
}
