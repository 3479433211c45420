package io.gapura.filters.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.Body;
import io.gapura.filters.BodyGuard;
import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Decision;
import io.gapura.filters.Exchange;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Recording;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.NoContentException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Around the parser and the writer of a runtime that may throw anything. */
class ReadAndWriteFailuresTest {
    private final Recording recording = new Recording();

    private Exchange exchange(Policy... policies) throws IOException {
        Pipeline.Builder builder = Pipeline.builder();
        for (Policy policy : policies) {
            builder.add(policy);
        }
        Pipeline pipeline = builder.build();
        Exchange exchange =
                recording.deployment(pipeline).begin(RequestView.post("/").body("content"));
        exchange.arrive(pipeline);
        return exchange;
    }

    private static Refusal refusal(Exchange exchange, FakeInterception.Next<Object> parser) {
        return catchThrowableOfType(
                Refusal.class,
                () -> new ReadFailures()
                        .aroundReadFrom(new FakeInterception.Reading(parser).property(Exchange.ATTRIBUTE, exchange)));
    }

    @Test
    void whateverTheParserThrowsIsMalformedContent() throws IOException {
        Exception[] thrown = {
            new IOException("canary"),
            new NoContentException("canary"),
            new IllegalArgumentException("canary"),
            new ProcessingException("canary"),
            new BadRequestException("canary")
        };
        for (Exception failure : thrown) {
            Refusal refusal = refusal(exchange(), () -> {
                if (failure instanceof IOException io) {
                    throw io;
                }
                throw (RuntimeException) failure;
            });
            assertThat(refusal.getResponse().getStatus())
                    .as(failure.getClass().getName())
                    .isEqualTo(400);
            assertThat(refusal.getResponse().getEntity()).isInstanceOf(GateAnswer.class);
        }
        assertThat(recording.requests()).hasSize(5).allSatisfy(event -> {
            assertThat(event.rejection().orElseThrow().code()).isEqualTo("content-malformed");
            assertThat(event.rejection().orElseThrow().note().orElse("")).doesNotContain("canary");
        });
    }

    @Test
    void anotherOutcomeOfReadingKeepsItsStatus() throws IOException {
        Exchange exchange = exchange();
        assertThatThrownBy(() -> new ReadFailures()
                        .aroundReadFrom(new FakeInterception.Reading(() -> {
                                    throw new NotSupportedException();
                                })
                                .property(Exchange.ATTRIBUTE, exchange)))
                .isInstanceOf(NotSupportedException.class);
        assertThat(exchange.decided()).isEmpty();
    }

    @Test
    void aGuardDecidesEvenWhenTheParserSwallowsItsWord() throws IOException {
        Policy limits = Policy.of(
                "limits",
                request -> Decision.proceed(request).bodyGuard((piece, offset, length) -> {
                    throw new BodyRejectedException(Rejection.of(413, "body-too-large", "body.size"));
                }));
        Exchange silent = exchange(limits);
        assertThat(refusal(silent, () -> {
                            try {
                                return silent.openBody().read();
                            } catch (IOException swallowed) {
                                return "entity";
                            }
                        })
                        .getResponse()
                        .getStatus())
                .isEqualTo(413);
        Exchange wrapping = exchange(limits);
        assertThat(refusal(wrapping, () -> {
                            try {
                                return wrapping.openBody().read();
                            } catch (IOException wrapped) {
                                throw new ProcessingException(wrapped);
                            }
                        })
                        .getResponse()
                        .getStatus())
                .isEqualTo(413);
    }

    /** Parsers stop where a value ends: the resource must not act on it before the guard has seen what follows. */
    @Test
    void whatStandsBehindADocumentIsSeenBeforeTheResourceActs() throws IOException {
        Policy oneByte =
                Policy.of("one-byte", request -> Decision.proceed(request).bodyGuard(new OneByte()));
        Exchange document = exchange(oneByte);
        Refusal refusal = refusal(document, () -> document.openBody().read(new byte[1], 0, 1));
        assertThat(refusal.getResponse().getStatus()).isEqualTo(400);
        Exchange streamed = exchange(oneByte);
        assertThat(refusal(streamed, streamed::openBody)).isNull();
        Exchange text = exchange(oneByte);
        assertThat(refusal(text, () -> new InputStreamReader(text.openBody(), StandardCharsets.UTF_8)))
                .isNull();
    }

    /** Takes content of one byte alone. */
    private static final class OneByte implements BodyGuard {
        private int seen;

        @Override
        public void bytes(byte[] piece, int offset, int length) throws BodyRejectedException {
            seen += length;
            if (seen > 1) {
                throw new BodyRejectedException(Rejection.of(400, "content-malformed", "second-byte"));
            }
        }

        @Override
        public boolean awaitsEnd() {
            return seen == 1;
        }
    }

    @Test
    void anEntityIsCheckedAndNothingIsNotAnEntity() throws IOException {
        Policy check = Policy.of(
                "check",
                request -> Decision.proceed(request)
                        .entityCheck(entity -> entity.equals("good")
                                ? Decision.proceed()
                                : Decision.reject(422, "content-refused", "rule")));
        assertThat(refusal(exchange(check), () -> "bad").getResponse().getStatus())
                .isEqualTo(422);
        assertThat(refusal(exchange(check), () -> "good")).isNull();
        assertThat(refusal(exchange(check), () -> null)).isNull();
    }

    @Test
    void readingOutsideOfAnExchangeFails() {
        assertThatThrownBy(() -> new ReadFailures().aroundReadFrom(new FakeInterception.Reading(() -> "entity")))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.getResponse().getEntity())
                                .isInstanceOf(IllegalStateException.class));
    }

    @Test
    void whatCannotBeWrittenIsOurFault() {
        for (Exception failure : new Exception[] {new IOException("canary"), new IllegalStateException("canary")}) {
            assertThatThrownBy(() -> new WriteFailures().aroundWriteTo(new FakeInterception.Writing(out -> {
                        if (failure instanceof IOException io) {
                            throw io;
                        }
                        throw (RuntimeException) failure;
                    })))
                    .isInstanceOfSatisfying(Refusal.class, refusal -> {
                        assertThat(refusal.getResponse().getStatus()).isEqualTo(500);
                        assertThat(refusal.getResponse().getEntity()).isSameAs(failure);
                    });
        }
    }

    @Test
    void anOutcomeThrownWhileWritingStaysWhatItIs() {
        assertThatThrownBy(() -> new WriteFailures().aroundWriteTo(new FakeInterception.Writing(out -> {
                    throw new WebApplicationException(409);
                })))
                .isExactlyInstanceOf(WebApplicationException.class);
    }

    /** A client that went away before the first byte. */
    private static final class Gone extends OutputStream {
        private final IOException gone = new IOException("gone");

        @Override
        public void write(int b) throws IOException {
            throw gone;
        }

        @Override
        public void flush() throws IOException {
            throw gone;
        }

        @Override
        public void close() throws IOException {
            throw gone;
        }
    }

    @Test
    void aClientThatWentAwayIsNotAFault() {
        Gone gone = new Gone();
        FakeInterception.Writing.Writer[] writers = {
            out -> out.write(1), out -> out.write(new byte[2]), out -> out.flush(), out -> out.close()
        };
        for (FakeInterception.Writing.Writer writer : writers) {
            assertThatThrownBy(() -> new WriteFailures()
                            .aroundWriteTo(new FakeInterception.Writing(writer)
                                    .ofStream()
                                    .onto(gone)))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessage("gone");
        }
    }

    @Test
    void aGuardThatStopsTheReadingWhileTheAnswerIsWrittenDecides() throws IOException {
        Exchange exchange = exchange(Policy.of(
                "limits",
                request -> Decision.proceed().bodyGuard(new BodyGuard() {
                    @Override
                    public void bytes(byte[] piece, int offset, int length) throws BodyRejectedException {
                        throw new BodyRejectedException(Body.tooLarge());
                    }
                })));
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        FakeInterception.Writing echo = new FakeInterception.Writing(out -> {
            try {
                exchange.openBody().transferTo(out);
            } catch (IOException swallowed) {
                out.write('?');
            }
        });
        echo.setProperty(Exchange.ATTRIBUTE, exchange);
        assertThatThrownBy(() -> new WriteFailures().aroundWriteTo(echo.onto(wire)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.getResponse().getStatus()).isEqualTo(413));
        assertThat(wire.size()).isZero();
        FakeInterception.Writing own = new FakeInterception.Writing(out -> out.write('!'));
        own.setProperty(Exchange.ATTRIBUTE, exchange);
        new WriteFailures().aroundWriteTo(own.onto(wire));
        assertThat(wire.size()).isEqualTo(1);
    }

    private static FakeInterception.Writing streaming(
            Exchange exchange, boolean own, FakeInterception.Writing.Writer writer) {
        FakeInterception.Writing writing = new FakeInterception.Writing(writer).ofStream();
        writing.setProperty(Leaving.PROPERTY, new Leaving(exchange, 200, own, own, own, "entity"));
        return writing;
    }

    @Test
    void aStreamThatFailsAfterItLeftIsRecordedAsAborted() throws IOException {
        Exchange exchange = exchange();
        assertThatThrownBy(() -> new WriteFailures().aroundWriteTo(streaming(exchange, true, out -> {
                    out.flush();
                    throw new IllegalStateException("canary");
                })))
                .isExactlyInstanceOf(IllegalStateException.class);
        assertThat(exchange.isCutOff()).isTrue();
        assertThat(recording.only().kind()).isEqualTo(AuditEvent.Kind.FAILED);
        assertThat(recording.only().rejection()).map(Rejection::reason).contains("response-aborted");
    }

    @Test
    void aStreamThatFailsWhileItIsHeldIsStillAnswered() throws IOException {
        Exchange exchange = exchange();
        assertThatThrownBy(() -> new WriteFailures().aroundWriteTo(streaming(exchange, true, out -> {
                    out.write(new byte[8_192]);
                    throw new IllegalStateException("canary");
                })))
                .isInstanceOf(Refusal.class);
        assertThat(exchange.isCutOff()).isFalse();
        assertThat(exchange.isSettled()).isFalse();
    }

    @Test
    void behindAFilterTheWireOfTheFilterSaysWhatLeft() throws IOException {
        for (boolean left : new boolean[] {true, false}) {
            Exchange exchange = exchange();
            exchange.leavesBy(() -> left);
            assertThatThrownBy(() -> new WriteFailures().aroundWriteTo(streaming(exchange, false, out -> {
                        out.flush();
                        throw new IllegalStateException("canary");
                    })))
                    .isInstanceOf(left ? IllegalStateException.class : Refusal.class);
            assertThat(exchange.isCutOff()).isEqualTo(left);
        }
    }

    @Test
    void aStreamThatEndsWellIsCompletedOnce() throws IOException {
        Exchange exchange = exchange();
        new WriteFailures().aroundWriteTo(streaming(exchange, true, out -> out.write(1)));
        assertThat(recording.only().kind()).isEqualTo(AuditEvent.Kind.COMPLETED);
        assertThat(exchange.isCutOff()).isFalse();
    }

    @Test
    void aStreamWhoseClientLeftIsNoFaultOfOurs() throws IOException {
        Exchange exchange = exchange();
        assertThatThrownBy(() -> new WriteFailures()
                        .aroundWriteTo(streaming(exchange, true, OutputStream::flush)
                                .ofStream()
                                .onto(new Gone())))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("gone");
        assertThat(recording.only().rejection()).map(Rejection::reason).contains("client-gone");
    }
}
