package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Exchange;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Recording;
import io.gapura.filters.Rejection;
import io.gapura.filters.limits.Gzip;
import io.gapura.filters.limits.Limits;
import io.gapura.filters.signing.Signing.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** RFC 9530 §2: Content-Digest is over the content as it was framed, so over what is coded, not what is decoded. */
class SignedGzipTest {
    private static final byte[] PLAIN = "{\"item\":7}".getBytes(StandardCharsets.UTF_8);

    private final Signing signing = new Signing();
    private final Recording recording = new Recording();

    private Message message(byte[] signed) {
        Message message =
                Signing.post().line("Content-Encoding", "gzip").line("Content-Length", Integer.toString(signed.length));
        message.content = signed;
        message.declared = signed.length;
        return message.signed(signing.signer);
    }

    private Exchange arrived(Message message) throws IOException {
        Pipeline pipeline = Pipeline.builder()
                .add(Limits.defaults().gzip(100))
                .add(signing.policy())
                .build();
        Exchange exchange = recording.deployment(pipeline).begin(message.view());
        exchange.arrive(pipeline);
        return exchange;
    }

    private Optional<String> refusal(Message message) throws IOException {
        arrived(message);
        return recording.requests().stream()
                .flatMap(event -> event.rejection().stream())
                .map(Rejection::code)
                .findFirst();
    }

    @Test
    void theDigestIsOverTheWireAndTheApplicationReadsWhatWasDecoded() throws IOException {
        Exchange exchange = arrived(message(Gzip.of(PLAIN)));
        assertThat(exchange.decided()).isEmpty();
        assertThat(exchange.caller().id()).isEqualTo("orders");
        assertThat(exchange.openBody()).hasBinaryContent(PLAIN);
        assertThat(exchange.openBody()).hasBinaryContent(PLAIN);
    }

    @Test
    void aDigestOfTheDecodedContentIsRefused() throws IOException {
        Message message = message(PLAIN);
        message.content = Gzip.of(PLAIN);
        message.declared = message.content.length;
        assertThat(refusal(message)).contains("signature-refused");
    }

    @Test
    void contentThatWasCodedAnewIsRefused() throws IOException {
        byte[] other = Gzip.of(PLAIN);
        Message message = message(Gzip.of(PLAIN));
        other[9] ^= 1; // the operating system: the same text once decoded
        message.content = other;
        assertThat(refusal(message)).contains("signature-refused");
    }

    @Test
    void whatIsSignedAndCannotBeDecodedIsRefusedWhenItIsRead() throws IOException {
        Exchange exchange = arrived(message(PLAIN));
        assertThat(exchange.decided()).isEmpty();
        var content = exchange.openBody();
        org.assertj.core.api.Assertions.assertThatThrownBy(content::readAllBytes)
                .isInstanceOf(io.gapura.filters.BodyRejectedException.class);
        assertThat(exchange.withheld().map(Rejection::reason)).contains("coding.corrupt");
    }
}
