package io.gapura.filters.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.filters.Stage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** A REST runtime behind a path rule and without our feature: what is written on its resources counts for nothing. */
class UnruledRestTest {
    private static final String REST = "jakarta.ws.rs.core.Application";

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler recorder = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            lines.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** A path rule for some servlets. */
    private record ByPath(String pattern) implements Policy {
        @Override
        public String name() {
            return "by-path";
        }

        @Override
        public Stage stage() {
            return Stage.ENDPOINT;
        }

        @Override
        public Decision decide(RequestView request) {
            return Decision.proceed();
        }

        @Override
        public Optional<Ruling> ruling(Endpoint endpoint) {
            return Optional.of(new Ruling("path rules", endpoint.template().equals(pattern)));
        }
    }

    private List<String> warnings(String covered, Endpoints endpoints) throws Exception {
        FakeContext context = new FakeContext()
                .servlet("orders", FakeApplication.Orders.class.getName(), "/orders/*")
                .servlet(REST, FakeApplication.Orders.class.getName(), "/api/*");
        Pipeline pipeline = Rules.pipeline(new ByPath(covered));
        Logger logger = Logger.getLogger("io.gapura");
        logger.addHandler(recorder);
        try {
            new GapuraFilter(pipeline, endpoints).init(context.config("gapura"));
        } finally {
            logger.removeHandler(recorder);
        }
        return lines.stream().filter(line -> line.contains("is a REST runtime")).toList();
    }

    @Test
    void isSaidAtStartUp() throws Exception {
        assertThat(warnings("/api/*", Endpoints.SERVLETS))
                .singleElement()
                .asString()
                .contains("the servlet " + REST + " is a REST runtime", "Register GapuraFeature");
    }

    @Test
    void isNotSaidOfOneThatNoRuleCoversBecauseItIsRefused() throws Exception {
        assertThat(warnings("/orders/*", Endpoints.SERVLETS)).isEmpty();
    }

    @Test
    void isNotSaidWhereTheFeatureRules() throws Exception {
        assertThat(warnings("/api/*", Endpoints.JAXRS)).isEmpty();
    }
}
