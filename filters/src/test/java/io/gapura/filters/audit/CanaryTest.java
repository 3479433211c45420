package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.ApplicationEvent;
import io.gapura.filters.Audit;
import io.gapura.filters.AuditSink;
import io.gapura.filters.AuditWord;
import io.gapura.filters.Caller;
import io.gapura.filters.DataClass;
import io.gapura.filters.Decision;
import io.gapura.filters.DefaultFacilities;
import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import io.gapura.filters.ErrorRenderer;
import io.gapura.filters.Exchange;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.errors.ProblemErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A word in every place that a client or a secret can fill: none of it is in any file of the log. */
class CanaryTest {
    private static final String CANARY = "canary4711";
    private static final String JWT = "eyJhbGciOiJIUzI1NiJ9.Y2FuYXJ5NDcxMQ.Y2FuYXJ5NDcxMQ";

    @TempDir
    Path temp;

    @Test
    void noSecretOfARequestIsInTheLogWhateverBecameOfIt() throws Exception {
        for (String path : List.of("/open", "/closed", "/thrown", "/shadow")) {
            Path directory = temp.resolve(path.substring(1));
            run(directory, path);
            assertThat(content(directory)).as(path).isNotEmpty().doesNotContain(CANARY, "Y2FuYXJ5NDcxMQ");
        }
    }

    private void run(Path directory, String path) throws Exception {
        JsonLinesSink sink = PatientLog.to(directory)
                .recording(Recording.standard()
                        .hashKeys(TestKeys.hashing(temp))
                        .subjectKeys(TestKeys.wrapping(temp))
                        .caller(Personal.ENCRYPTED)
                        .headers("X-Request-Source")
                        .queryParameters("page"));
        Pipeline pipeline = Pipeline.builder().add(gate()).build();
        try (Deployment deployment =
                Deployment.create(InstantSource.system(), new SecureRandom(), new Facilities(sink))) {
            deployment.join("the filter", pipeline);
            Exchange exchange = deployment.begin(request(path));
            exchange.arrive(pipeline);
            exchange.enter(Endpoint.unknown("POST", "/orders/{id}", "test"));
            if (exchange.decided().isEmpty()) {
                Audit.of(Map.<String, Object>of(Exchange.ATTRIBUTE, exchange)::get)
                        .record(said());
                exchange.fail(new IllegalStateException(CANARY));
            }
            exchange.complete(200);
        }
    }

    private static Policy gate() {
        return Policy.of("gate", request -> {
            RequestView known = request.withCaller(Caller.of("bearer", "https://id.example", CANARY));
            return switch (request.target().path().split("/")[1]) {
                case "closed" ->
                    Decision.reject(Rejection.of(403, "forbidden", "no").note("password=" + CANARY + " in " + JWT));
                case "thrown" -> throw new IllegalStateException(CANARY);
                case "shadow" -> Decision.proceed(known).observing(Rejection.of(403, "forbidden", "no"));
                default -> Decision.proceed(known).newCredential();
            };
        });
    }

    private static RequestView request(String path) {
        return RequestView.of("POST", path + "/" + JWT + "?token=" + CANARY + "&page=token%3D" + CANARY)
                .header("Authorization", "Bearer " + CANARY)
                .header("Cookie", "JSESSIONID=" + CANARY)
                .header("X-Unlisted", CANARY)
                .header("X-Forwarded-For", CANARY)
                .header("X-Request-Id", CANARY)
                .header("Referer", "https://example.com/?x=" + CANARY)
                .header("X-Request-Source", "secret: " + CANARY)
                .header("User-Agent", "agent/1.0 (https://user:" + CANARY + "@example.com) " + JWT)
                .body("password=" + CANARY);
    }

    private static ApplicationEvent said() {
        return ApplicationEvent.of(AuditWord.SENSITIVE_UPDATE)
                .resource("customer", "api_key=" + CANARY)
                .about(CANARY)
                .value("pin", CANARY, DataClass.SECRET)
                .value("job", CANARY, DataClass.TOKEN)
                .value("email", CANARY, DataClass.PERSONAL)
                .value("reset_token", CANARY, DataClass.INTERNAL)
                .value("text", "Authorization: Bearer " + CANARY, DataClass.PUBLIC);
    }

    private static String content(Path directory) throws IOException {
        StringBuilder content = new StringBuilder();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.append(file.getFileName()).append(Files.readString(file));
            }
        }
        return content.toString();
    }

    private record Facilities(AuditSink audit) implements DefaultFacilities {
        @Override
        public ErrorRenderer errors() {
            return ProblemErrors.standard();
        }
    }
}
