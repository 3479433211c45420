package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.DefaultFacilities;
import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Exchange;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.Pipeline;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.Configuration;
import io.gapura.filters.config.PolicyCatalog;
import io.gapura.filters.config.Resources;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reports on the page about adopting are what the command prints after eight days of such requests. */
class ShadowPageTest {
    private static final int MINUTES = 8 * 24 * 60;
    private static final Pattern REPORT =
            Pattern.compile("gapura\\.jar shadow /var/log/shop/audit\n(.*?)```", Pattern.DOTALL);

    private final Page page = Page.of("adopting.md");

    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-11-02T06:00:00Z");

    /** What the clients of an old application send, one request a minute. */
    private static RequestView request(int minute) {
        if (minute % 40 == 0) {
            return RequestView.get("/legacy//orders").withEndpoint(Endpoint.unknown("GET", "/legacy/*", "legacy"));
        }
        Endpoint orders = Endpoint.unknown("POST", "/orders", "orders");
        if (minute == 4_321) {
            return RequestView.post("/orders")
                    .header("Content-Type", "application/json")
                    .header("Content-Type", "application/json")
                    .withEndpoint(orders);
        }
        return minute % 3 == 0
                ? RequestView.post("/orders").withEndpoint(orders)
                : RequestView.get("/orders/7").withEndpoint(Endpoint.unknown("GET", "/orders/{id}", "order"));
    }

    private int eightDays(Map<String, String> settings) throws IOException {
        Pipeline pipeline = Configuration.of("adopting.md", settings, Resources.ofSystem())
                .pipeline(PolicyCatalog.installed(), Set.of());
        int refused = 0;
        try (Deployment deployment = Deployment.create(() -> now, new SecureRandom(), DefaultFacilities.load())) {
            deployment.join("adopting.md", pipeline);
            for (int minute = 1; minute <= MINUTES; minute++) {
                now = now.plusSeconds(60);
                refused += walk(deployment.begin(request(minute)), pipeline, request(minute)) ? 0 : 1;
            }
        }
        return refused;
    }

    private static boolean walk(Exchange exchange, Pipeline pipeline, RequestView request) throws IOException {
        Optional<GateAnswer> answer = exchange.arrive(pipeline);
        if (answer.isEmpty()) {
            answer = exchange.enter(request.endpoint().orElseThrow());
        }
        exchange.complete(200);
        return answer.isEmpty();
    }

    private Map<String, String> settings(String key) throws IOException {
        for (Page.Block block : page.blocks("properties")) {
            if (block.text().contains("policies") && block.text().contains(key)) {
                Properties properties = new Properties();
                properties.load(new StringReader(block.text()));
                Map<String, String> settings = new HashMap<>();
                properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
                settings.replace("audit.directory", folder.resolve("audit").toString());
                return settings;
            }
        }
        throw new AssertionError("the page has no settings with " + key);
    }

    private String report() {
        StringWriter out = new StringWriter();
        PrintWriter printer = new PrintWriter(out, true);
        assertThat(Gapura.run(
                        printer, printer, "shadow", folder.resolve("audit").toString()))
                .isZero();
        return out.toString();
    }

    private List<String> shown() {
        List<String> reports = new ArrayList<>();
        Matcher matcher = REPORT.matcher(page.text());
        while (matcher.find()) {
            reports.add(matcher.group(1));
        }
        return reports;
    }

    @Test
    void theReportsOnThePageAreWhatTheCommandPrints() throws IOException {
        assertThat(shown()).hasSize(2);

        assertThat(eightDays(settings("firewall.mode"))).isZero();
        assertThat(report()).isEqualTo(shown().get(0));

        assertThat(eightDays(settings("firewall.shadow"))).isZero();
        assertThat(report()).isEqualTo(shown().get(1));
    }
}
