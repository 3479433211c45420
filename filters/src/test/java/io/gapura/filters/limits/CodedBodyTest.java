package io.gapura.filters.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Body;
import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Exchange;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Recording;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.DataSize;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Content-Encoding, from the policy to the stream that an application reads. */
class CodedBodyTest {
    private static final Limits LIMITS = Limits.defaults().gzip(100);
    private static final byte[] TEXT = "a text".getBytes(StandardCharsets.UTF_8);

    private final Recording recording = new Recording();

    private static RequestView gzip(byte[] wire) {
        return RequestView.post("/")
                .withBody(Body.from(() -> new ByteArrayInputStream(wire), -1))
                .header("Content-Encoding", "gzip");
    }

    private Exchange arrived(Pipeline pipeline, RequestView request) throws IOException {
        Exchange exchange = recording.deployment(pipeline).begin(request);
        assertThat(exchange.arrive(pipeline)).isEmpty();
        return exchange;
    }

    private static Optional<String> refusal(Policy policy, RequestView request) throws IOException {
        return Pipeline.builder()
                .add(policy)
                .build()
                .decide(request)
                .rejection()
                .map(Rejection::reason);
    }

    private static Pipeline enforced(Policy policy) {
        return Pipeline.builder().add(policy).build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", " gzip "})
    void oneLayerOfGzipPassesOnceItIsDeclared(String coding) throws IOException {
        RequestView request = RequestView.post("/").body("x").header("Content-Encoding", coding);
        assertThat(refusal(LIMITS, request)).isEmpty();
        assertThat(refusal(Limits.defaults(), request)).contains("media.coding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-gzip", "gzip, gzip", "gzip,", "br", "identity", "deflate", "compress", "", "gzip;q=1"})
    void anyOtherCodingIsRefused(String coding) throws IOException {
        RequestView request = RequestView.post("/").body("x").header("Content-Encoding", coding);
        assertThat(refusal(LIMITS, request)).contains("media.coding");
    }

    @Test
    void twoLinesOfOneCodingAreRefused() throws IOException {
        RequestView request = RequestView.post("/")
                .body("x")
                .header("Content-Encoding", "gzip")
                .header("content-encoding", "gzip");
        assertThat(refusal(LIMITS, request)).contains("media.coding");
    }

    @Test
    void theApplicationReadsWhatWasDecoded() throws IOException {
        Exchange exchange = arrived(enforced(LIMITS), gzip(Gzip.of(TEXT)));
        assertThat(exchange.openBody()).hasBinaryContent(TEXT);
        assertThat(exchange.lateRejection()).isEmpty();
    }

    @Test
    void policiesReadTheWireAndTheApplicationWhatWasDecoded() throws IOException {
        byte[] wire = Gzip.of(TEXT);
        byte[] seen = new byte[wire.length];
        Pipeline pipeline = Pipeline.builder()
                .add(LIMITS)
                .add(Policy.of("digest", request -> {
                    request.body().read(1_000).get(seen);
                    assertThat(request.headers().only("content-encoding")).contains("gzip");
                    return io.gapura.filters.Decision.proceed();
                }))
                .build();
        Exchange exchange = arrived(pipeline, gzip(wire));
        assertThat(seen).isEqualTo(wire);
        assertThat(exchange.openBody()).hasBinaryContent(TEXT);
    }

    @Test
    void whatCannotBeDecodedIsRefusedWhateverTheApplicationMakesOfIt() throws IOException {
        byte[] wire = Gzip.of(TEXT);
        assertLate(arrived(enforced(LIMITS), gzip(Arrays.copyOf(wire, 12))), 400, "coding.truncated");
        assertLate(arrived(enforced(LIMITS), gzip(Gzip.plus(wire, (byte) 1))), 400, "coding.trailing");
        assertLate(arrived(enforced(LIMITS), gzip(TEXT)), 400, "coding.corrupt");
        Pipeline shadow = Pipeline.builder().shadow(LIMITS).build();
        assertLate(arrived(shadow, gzip(TEXT)), 400, "coding.corrupt");
    }

    private static void assertLate(Exchange exchange, int status, String word) throws IOException {
        var content = exchange.openBody();
        assertThatThrownBy(content::readAllBytes).isInstanceOf(BodyRejectedException.class);
        assertThatThrownBy(content::read).isInstanceOf(BodyRejectedException.class);
        assertThat(exchange.withheld().map(Rejection::reason)).contains(word);
        GateAnswer answer = exchange.fail(new IllegalStateException("wrapped"));
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void decodedBytesCountAgainstTheCeilingInEveryMode() throws IOException {
        Limits limits = LIMITS.maxBody(DataSize.of("10KiB"));
        assertThat(arrived(enforced(limits), gzip(Gzip.bomb(10 * 1024)))
                        .openBody()
                        .readAllBytes())
                .hasSize(10 * 1024);
        assertLate(arrived(enforced(limits), gzip(Gzip.bomb(10 * 1024 + 1))), 413, "body.size");
        Pipeline shadow = Pipeline.builder().shadow(limits).build();
        assertLate(arrived(shadow, gzip(Gzip.bomb(10 * 1024 + 1))), 413, "body.size");
    }

    @Test
    void aBombEndsAtItsRatioBeforeItIsLarge() throws IOException {
        Exchange exchange = arrived(enforced(LIMITS), gzip(Gzip.bomb(1_000_000)));
        var content = exchange.openBody();
        int read = 0;
        try {
            while (content.read() >= 0) {
                read++;
            }
        } catch (BodyRejectedException stopped) {
            assertThat(stopped.rejection().status()).isEqualTo(413);
        }
        assertThat(read).isBetween(64 * 1024, 100_000);
        assertThat(exchange.withheld().map(Rejection::reason)).contains("body.ratio");
    }

    @Test
    void theFirstBytesAreFree() throws IOException {
        Limits limits = Limits.defaults().gzip(1);
        int free = (int) GzipBody.FREE;
        assertThat(arrived(enforced(limits), gzip(Gzip.bomb(free))).openBody().readAllBytes())
                .hasSize(free);
        assertLate(arrived(enforced(limits), gzip(Gzip.bomb(free + 1))), 413, "body.ratio");
    }

    @Test
    void aShadowedRatioIsRecordedAndTheReadingGoesOn() throws IOException {
        Pipeline alone = enforced(LIMITS.shadowing(Set.of("body.ratio")));
        Exchange exchange = arrived(alone, gzip(Gzip.bomb(1_000_000)));
        assertThat(exchange.openBody().readAllBytes()).hasSize(1_000_000);
        exchange.complete(200);
        assertThat(recording.only().shadowed())
                .singleElement()
                .satisfies(would -> assertThat(would.rejection().reason()).isEqualTo("body.ratio"));
        assertLate(arrived(alone, gzip(Gzip.bomb(1_100_000))), 413, "body.size");
    }

    @Property(tries = 60)
    void whoeverPassesAStricterRatioPassesAMoreGenerousOne(
            @ForAll @IntRange(min = 1, max = 60) int first,
            @ForAll @IntRange(min = 1, max = 60) int second,
            @ForAll @IntRange(min = 1, max = 8_000) int noise)
            throws IOException {
        byte[] content = new byte[150_000];
        Random random = new Random(noise);
        for (int i = 0; i < noise; i++) {
            content[random.nextInt(content.length)] = (byte) random.nextInt();
        }
        boolean strict = passes(Math.min(first, second), content);
        boolean generous = passes(Math.max(first, second), content);
        assertThat(!strict || generous).isTrue();
    }

    private boolean passes(int ratio, byte[] content) throws IOException {
        try {
            arrived(enforced(Limits.defaults().gzip(ratio)), gzip(Gzip.of(content)))
                    .openBody()
                    .readAllBytes();
            return true;
        } catch (BodyRejectedException over) {
            assertThat(over.rejection().reason()).isEqualTo("body.ratio");
            return false;
        }
    }

    @Test
    void noContentHasNoCoding() throws IOException {
        RequestView request = RequestView.post("/").withBody(Body.none()).header("Content-Encoding", "gzip");
        assertThat(Pipeline.builder()
                        .add(LIMITS)
                        .build()
                        .decide(request)
                        .request()
                        .decoder())
                .isEmpty();
    }

    @Test
    void aCodingThatIsOnlyObservedIsTheApplicationsToRead() throws IOException {
        Pipeline pipeline = enforced(Limits.defaults().shadowing(Set.of("media.coding")));
        RequestView request = gzip(Gzip.of("a=1".getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded");
        byte[] wire = arrived(pipeline, request).openBody().readAllBytes();
        assertThat(wire).startsWith(0x1F, 0x8B);
    }
}
