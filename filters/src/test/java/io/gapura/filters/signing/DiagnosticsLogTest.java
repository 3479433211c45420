package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.RequestView;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DiagnosticsLogTest {
    private final Signing signing = new Signing();
    private final Logger logger = Logger.getLogger("io.gapura.signing");
    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            logged.add(line.getMessage());
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

    private Signatures diagnosing() {
        return signing.policy().diagnosing();
    }

    private RequestView forged() {
        return Signing.post()
                .signed(signing.signer)
                .replace("Signature", "sig1=:" + "A".repeat(43) + "=:")
                .view();
    }

    @Test
    void aRefusedRequestIsExplainedInTheLogAlone() throws Exception {
        Signatures policy = diagnosing();
        assertThat(policy.decide(forged()).toString()).doesNotContain("@signature-params");
        assertThat(logged)
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .startsWith("refused: signature\nmessage    request POST\n")
                        .contains("\"@path\": /orders\n")
                        .contains("FAILS: signature"));
    }

    @Test
    void withoutTheSettingNothingIsLogged() throws Exception {
        signing.policy().decide(forged());
        assertThat(logged).isEmpty();
    }

    @Test
    void aServedRequestIsNotExplained() throws Exception {
        diagnosing().decide(Signing.post().signed(signing.signer).view());
        assertThat(logged).isEmpty();
    }

    @Test
    void strangersDoNotFillTheLog() throws Exception {
        Signatures policy = diagnosing();
        for (int i = 0; i < 30; i++) {
            policy.decide(forged());
        }
        assertThat(logged).hasSize(10);
        signing.clock.move(60);
        policy.decide(forged());
        assertThat(logged).hasSize(11);
    }

    @Test
    void oneExplanationIsBounded() throws Exception {
        SignatureProfile profile = SignatureProfile.STRICT.coveringIfPresent("x-long");
        RequestSigner signer = RequestSigner.with(signing.key, profile).clock(signing.clock, new SecureRandom());
        Signing.Message message =
                Signing.post().line("X-Long", "x".repeat(20_000)).signed(signer);
        message.replace("Signature", "sig1=:" + "A".repeat(43) + "=:");
        diagnosing().profile(profile).decide(message.view());
        assertThat(logged)
                .singleElement()
                .satisfies(text -> assertThat(text).endsWith("(cut)").hasSizeLessThan(9_000));
    }

    @Test
    void contentThatNobodyHasReadStaysOnTheWire() throws Exception {
        Signatures policy = diagnosing().dangerouslyStreamBody("test");
        Signing.Message message = Signing.post().signed(signing.signer);
        policy.decide(message.view());
        RequestView again = message.view();
        policy.decide(again);
        assertThat(again.isBodyRead()).isFalse();
        assertThat(logged)
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .startsWith("refused: replay\n")
                        .contains("the content has the digest (RFC 9530 §2): not asked here"));
    }
}
