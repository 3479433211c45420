package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers when something is wrong with us, with the application, or with the throwable itself. */
class FailureAnswersTest {
    private static final String EMERGENCY =
            "{\"type\":\"about:blank\",\"title\":\"Internal Server Error\",\"status\":500}";

    private final Recording recording = new Recording();
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger("io.gapura.errors");
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void leave() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
    }

    /** What no container should be made to print. */
    private static final class Hostile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("told to fail");
        }

        @Override
        public synchronized Throwable getCause() {
            throw new StackOverflowError();
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException("told to fail");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("told to fail");
        }
    }

    private static final class Frameless extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public StackTraceElement[] getStackTrace() {
            return new StackTraceElement[1_000];
        }
    }

    private static final class Endless extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Endless() {
            super("x\r\nforged line".repeat(1_000));
        }

        @Override
        public synchronized Throwable getCause() {
            return new Endless();
        }
    }

    @Test
    void aHostileThrowableIsAnsweredAndLoggedOnce() throws IOException {
        Exchange exchange = arrived();

        assertThat(exchange.fail(new Hostile()).status()).isEqualTo(500);
        assertThat(records).hasSize(1);
        assertThat(records.get(0).getMessage()).contains(exchange.incident().toString());
        assertThat(records.get(0).getThrown().toString())
                .contains(Hostile.class.getName())
                .contains("cannot be read");
        assertThat(recording.only().status()).isEqualTo(500);
    }

    @Test
    void framesThatAreNoneAreLeftOut() throws IOException {
        arrived().fail(new Frameless());

        assertThat(records).hasSize(1);
        assertThat(records.get(0).getThrown().getStackTrace()).isEmpty();
    }

    @Test
    void whatIsLoggedOfAThrowableIsBounded() throws IOException {
        arrived().fail(new Endless());

        int depth = 0;
        for (Throwable cause = records.get(0).getThrown(); cause != null; cause = cause.getCause()) {
            assertThat(cause.toString()).hasSizeLessThan(1_200).doesNotContain("\r", "\n");
            assertThat(cause.getStackTrace()).hasSizeLessThanOrEqualTo(64);
            depth++;
        }
        assertThat(depth).isEqualTo(9);
    }

    @Test
    void missingMemoryStackOrClassesAreAnsweredByStaticBytes() throws IOException {
        for (Error grave : List.of(
                new OutOfMemoryError("told to"), new StackOverflowError(), new NoClassDefFoundError("told/To"))) {
            Exchange exchange = arrived();
            GateAnswer answer = exchange.fail(new IllegalStateException(grave));

            assertThat(text(answer)).isEqualTo(EMERGENCY);
            assertThat(answer.headers()).contains(new HeaderLine("Cache-Control", "no-store"));
            assertThat(exchange.decided()).containsSame(answer);
            assertThat(exchange.isSettled()).isTrue();
        }
        assertThat(recording.requests()).hasSize(3).allMatch(event -> event.status() == 500);
        assertThat(records).hasSize(3);
    }

    @Test
    void aRendererThatFailsIsAnsweredByStaticBytesOnce() throws IOException {
        recording.breakRenderer();

        GateAnswer answer = arrived().refuse(Rejection.of(403, "forbidden", "x"));

        assertThat(text(answer)).isEqualTo(EMERGENCY);
        assertThat(recording.requests()).hasSize(1);
    }

    @Test
    void everyFaultIsLoggedOnceUnderItsIdWithItsEndpoint() throws IOException {
        Exchange exchange = arrived();
        exchange.enter(Endpoint.servlet("GET", "/x", String.class));
        exchange.fail(new IllegalStateException("secret detail"));
        exchange.fail(new IllegalStateException("again"));

        assertThat(records).hasSize(1);
        assertThat(records.get(0).getMessage()).contains(exchange.incident().toString(), "GET /x java.lang.String");
        assertThat(records.get(0).getThrown().toString()).isEqualTo("java.lang.IllegalStateException: secret detail");
    }

    @Test
    void aPolicyThatFailsIsLoggedOnceWithItsName() throws IOException {
        arrived(Policy.of("breaking", Stage.ARRIVAL, request -> {
            throw new IllegalStateException("told to fail");
        }));

        assertThat(records).hasSize(1);
        assertThat(records.get(0).getMessage()).contains("by breaking");
        assertThat(records.get(0).getThrown()).isNotNull();
    }

    @Test
    void refusalsAreLoggedAtInfoTenInASecond() throws IOException {
        Deployment deployment = recording.deployment();
        Pipeline pipeline = Pipeline.builder()
                .add(Policy.of("no", Stage.ARRIVAL, request -> Decision.reject(403, "forbidden", "because")))
                .build();
        deployment.join("more", pipeline);
        for (int i = 0; i < 50; i++) {
            deployment.begin(RequestView.get("/")).arrive(pipeline);
        }

        assertThat(records).hasSize(10).allMatch(record -> record.getMessage().contains("403 forbidden (because)"));
        assertThat(recording.requests()).hasSize(50);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            503 |                               | 5
            429 |                               | 5
            403 |                               |
            503 | 60                            | 60
            403 | 60                            | 60
            429 | 0                             | 1
            429 | 999999999                     | 999999999
            429 | 1000000000                    | 5
            503 | soon                          | 5
            403 | soon                          |
            503 | -1                            | 5
            503 | Sat, 21 Nov 2026 12:01:30 GMT | 90
            503 | Sat, 21 Nov 2026 11:00:00 GMT | 1
            """)
    void whenToComeAgainIsOneWholeNumber(int status, String said, String sent) throws IOException {
        Rejection rejection = Rejection.of(status, "status-" + status, "x");
        GateAnswer answer = arrived().refuse(said == null ? rejection : rejection.header("Retry-After", said));

        assertThat(answer.headers().stream().filter(line -> line.named("Retry-After")))
                .extracting(HeaderLine::value)
                .isEqualTo(sent == null ? List.of() : List.of(sent));
    }

    @Test
    void whatCachesMustLookAtIsJoined() {
        List<HeaderLine> own = List.of(new HeaderLine("Vary", "Accept, Accept-Language"), new HeaderLine("A", "own"));
        List<HeaderLine> gathered = List.of(
                new HeaderLine("vary", "Origin, accept"), new HeaderLine("a", "theirs"), new HeaderLine("B", "b"));

        assertThat(new AnswerLines(AnswerLines.joined(own, gathered), new HeaderLine("X-Request-Id", "id")))
                .containsExactly(
                        new HeaderLine("Vary", "Accept, Accept-Language, Origin"),
                        new HeaderLine("A", "own"),
                        new HeaderLine("B", "b"),
                        new HeaderLine("X-Request-Id", "id"));
    }

    @Test
    void aStarVariesWithEverythingAlready() {
        List<HeaderLine> star = List.of(new HeaderLine("Vary", "*"));
        List<HeaderLine> origin = List.of(new HeaderLine("Vary", "Origin"));

        assertThat(AnswerLines.joined(star, origin)).contains(new HeaderLine("Vary", "*"));
    }

    private Exchange arrived(Policy... policies) throws IOException {
        Pipeline.Builder builder = Pipeline.builder();
        for (Policy policy : policies) {
            builder.add(policy);
        }
        Pipeline pipeline = builder.build();
        Exchange exchange = recording.deployment(pipeline).begin(RequestView.get("/"));
        exchange.arrive(pipeline);
        return exchange;
    }

    private static String text(GateAnswer answer) throws IOException {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        answer.writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
