package io.gapura.examples.servers.shapes;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Pipeline;
import io.gapura.filters.Recording;
import io.gapura.filters.errors.ProblemErrors;
import io.gapura.filters.limits.Limits;
import io.gapura.filters.servlet.GapuraFilter;
import io.gapura.validation.Validation;
import jakarta.servlet.ServletException;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.MessageBodyReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Type;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Scanner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Constraints of an entity that only its object can be asked for, on a runtime that may run no validation by itself. */
class EntitiesOverHttpTest {
    /** Of the whole: no bound of a member says it. */
    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = Orderly.class)
    public @interface Ordered {
        String message() default "canary ${validatedValue}";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    public static final class Orderly implements ConstraintValidator<Ordered, Span> {
        @Override
        public boolean isValid(Span span, ConstraintValidatorContext context) {
            return span.from() <= span.to();
        }
    }

    /** Nothing that a contract knows by itself. */
    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = Oddly.class)
    public @interface Odd {
        String message() default "canary ${validatedValue}";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    public static final class Oddly implements ConstraintValidator<Odd, Integer> {
        @Override
        public boolean isValid(Integer number, ConstraintValidatorContext context) {
            return number % 2 == 1;
        }
    }

    public record Span(
            @Min(0) @Max(9) int from, @Min(0) @Max(9) int to) {}

    /** What a JSON provider does, and no more: every runtime has another one. */
    @Consumes("application/json")
    public static final class SpanReader implements MessageBodyReader<Span> {
        @Override
        public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
            return type == Span.class;
        }

        @Override
        public Span readFrom(
                Class<Span> type,
                Type generic,
                Annotation[] annotations,
                MediaType mediaType,
                MultivaluedMap<String, String> headers,
                InputStream entity)
                throws IOException {
            String text = new String(entity.readAllBytes(), StandardCharsets.UTF_8);
            try (Scanner numbers = new Scanner(text).useDelimiter("[^0-9]+")) {
                return new Span(numbers.nextInt(), numbers.nextInt());
            }
        }
    }

    @jakarta.ws.rs.Path("spans")
    public static class Spans {
        @POST
        @Consumes("application/json")
        public Response take(@Ordered Span span) {
            Probe.ran();
            return Response.ok(span.from() + " to " + span.to()).build();
        }

        @POST
        @jakarta.ws.rs.Path("steps")
        public Response steps(@QueryParam("by") @Odd @Min(0) @Max(9) int by) {
            Probe.ran();
            return Response.ok("by " + by).build();
        }

        @jakarta.ws.rs.Path("below")
        public Below below() {
            return new Below("made by its locator alone");
        }
    }

    public static final class Below {
        Below(String how) {
            Probe.located(how);
        }

        @POST
        @Consumes("application/json")
        public Response take(@Ordered Span span) {
            Probe.ran();
            return Response.ok(span.from() + " below " + span.to()).build();
        }
    }

    @BeforeEach
    void reset() {
        Probe.reset();
    }

    private static RestServer server(String front) throws ServletException {
        Pipeline pipeline = Pipeline.builder()
                .add(Limits.defaults())
                .add(Validation.strict())
                .errors(ProblemErrors.standard())
                .build();
        List<Class<?>> resources = List.of(Spans.class, SpanReader.class);
        return front.equals("feature")
                ? RestServer.of(new Recording(), pipeline, resources)
                : RestServer.behind(new GapuraFilter(pipeline), pipeline, resources, "");
    }

    private static String answer(RestServer server, String json) throws IOException {
        return answer(server, "/spans", json);
    }

    private static String answer(RestServer server, String target, String json) throws IOException {
        String request = "POST " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n" + json;
        try (Socket socket = server.connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"feature", "filter"})
    void anEntityThatKeepsAllOfThemReachesTheMethod(String front) throws Exception {
        try (RestServer server = server(front)) {
            assertThat(answer(server, "{\"from\":3,\"to\":3}"))
                    .startsWith("HTTP/1.1 200")
                    .contains("3 to 3");
        }
        assertThat(Probe.count(Probe.What.METHOD)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "feature, 4, 3",
        "filter, 4, 3",
        "feature, 3, 10",
        "filter, 3, 10",
    })
    void oneThatBreaksTheConstraintOfItsParameterOrOfAMemberDoesNot(String front, int from, int to) throws Exception {
        try (RestServer server = server(front)) {
            assertThat(answer(server, "{\"from\":" + from + ",\"to\":" + to + "}"))
                    .startsWith("HTTP/1.1 422")
                    .contains("application/problem+json")
                    .doesNotContain("canary", "Span");
        }
        assertThat(Probe.count(Probe.What.METHOD)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"feature", "filter"})
    void aConstraintOfTheApplicationsOwnOnAParameterIsRun(String front) throws Exception {
        try (RestServer server = server(front)) {
            assertThat(answer(server, "/spans/steps?by=3", "")).startsWith("HTTP/1.1 200");
            assertThat(answer(server, "/spans/steps?by=4", ""))
                    .startsWith("HTTP/1.1 400")
                    .contains("\"by\"")
                    .doesNotContain("canary");
        }
        assertThat(Probe.count(Probe.What.METHOD)).isEqualTo(1);
    }

    /** CXF shows no object, and this one only its locator can make: what cannot be asked is refused, not let through. */
    @ParameterizedTest
    @ValueSource(strings = {"feature", "filter"})
    void behindALocatorNothingPassesUnasked(String front) throws Exception {
        boolean shown = RestRuntime.CURRENT != RestRuntime.CXF;
        try (RestServer server = server(front)) {
            assertThat(answer(server, "/spans/below", "{\"from\":4,\"to\":3}"))
                    .startsWith(shown ? "HTTP/1.1 422" : "HTTP/1.1 500")
                    .doesNotContain("canary", "below 3");
            assertThat(Probe.count(Probe.What.METHOD)).isZero();
            assertThat(answer(server, "/spans/below", "{\"from\":3,\"to\":4}"))
                    .startsWith(shown ? "HTTP/1.1 200" : "HTTP/1.1 500");
        }
    }
}
