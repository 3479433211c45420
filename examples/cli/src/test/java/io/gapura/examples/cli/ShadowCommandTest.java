package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.Deployment;
import io.gapura.filters.Exchange;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Violation;
import io.gapura.filters.audit.PatientLog;
import io.gapura.filters.limits.Limits;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShadowCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    private void writeALog(String... targets) throws IOException {
        writeALog(Limits.defaults().maxQueryParameters(1), targets);
    }

    private void writeALog(Policy policy, String... targets) throws IOException {
        Pipeline pipeline = Pipeline.builder()
                .shadow(policy)
                .audit(PatientLog.to(folder.resolve("audit")))
                .build();
        try (Deployment deployment = Deployment.of(pipeline)) {
            for (String target : targets) {
                Exchange exchange = deployment.begin(RequestView.get(target));
                exchange.arrive(pipeline);
                exchange.complete(200);
            }
        }
    }

    private int shadow(String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "shadow";
        arguments[1] = folder.resolve("audit").toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        PrintWriter printer = new PrintWriter(out, true);
        return Gapura.run(printer, printer, arguments);
    }

    @Test
    void whatARuleWouldHaveRefusedIsPrintedPerEndpoint() throws IOException {
        writeALog("/a?x=1&y=2", "/a?x=1", "/b");
        assertThat(shadow()).isZero();
        assertThat(out.toString().lines())
                .anyMatch(line -> line.matches(
                        "limits param\\.count: would have refused 1 of 3 requests since .*: keep" + " watching"))
                .contains("    1 of 3  unmatched");
    }

    /** What is refused at one place alone is mended there; the value that was sent is nowhere. */
    @Test
    void whereARuleWouldHaveRefusedIsPrintedBelowTheEndpoint() throws IOException {
        Policy policy = Policy.of("gate", request -> {
            List<Violation> found = request.query().asMap().keySet().stream()
                    .map(name -> new Violation(Violation.Place.QUERY, name, "param.type"))
                    .toList();
            return found.isEmpty()
                    ? Decision.proceed()
                    : Decision.reject(Rejection.of(400, "parameters-refused", "param.type")
                            .violations(found));
        });
        writeALog(policy, "/a?page=canary", "/a?page=canary&size=canary", "/a");
        assertThat(shadow()).isZero();
        assertThat(out.toString().lines())
                .containsSubsequence("    2 of 3  unmatched", "        2  query page", "        1  query size");
        assertThat(out.toString()).doesNotContain("canary");
    }

    @Test
    void aRuleInShadowAtOneEndpointIsPrintedWithIt() throws IOException {
        Policy policy = new Policy() {
            @Override
            public String name() {
                return "contract";
            }

            @Override
            public Map<String, Set<String>> observedAt() {
                return Map.of("GET /orders", Set.of("param.type"));
            }

            @Override
            public Decision decide(RequestView request) {
                return Decision.proceed();
            }
        };
        Pipeline pipeline = Pipeline.builder()
                .add(policy)
                .audit(PatientLog.to(folder.resolve("audit")))
                .build();
        try (Deployment deployment = Deployment.of(pipeline)) {
            deployment.open();
        }
        assertThat(shadow()).isZero();
        assertThat(out.toString())
                .matches("contract param\\.type at GET /orders: would have refused 0 of 0 requests since .*:"
                        + " keep watching\\s+");
    }

    @Test
    void aRuleThatHasBeenWatchedLongEnoughMayBeEnforced() throws IOException {
        writeALog("/a", "/b");
        assertThat(shadow("--days", "0", "--requests", "2")).isZero();
        assertThat(out.toString())
                .matches("(?s)limits \\*: would have refused 0 of 2 requests since .*: may be enforced\\s+");
    }

    @Test
    void anEmptyFolderHasNothingInShadow() {
        assertThat(shadow()).isZero();
        assertThat(out.toString()).startsWith("nothing is in shadow");
    }
}
