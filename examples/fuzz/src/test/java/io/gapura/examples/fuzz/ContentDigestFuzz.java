package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gapura.filters.Headers;
import io.gapura.filters.signing.ContentDigest;
import io.gapura.filters.signing.DigestRefusedException;
import io.gapura.filters.signing.WantedDigests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Digests of content that are stated or wanted are refused in our words, or read and proven as the JDK hashes. */
class ContentDigestFuzz {
    private static final byte[] CONTENT = {'{', '"', 'a', '"', ':', '1', '}'};
    private static final Map<Character, String> NAMES =
            Map.of('d', "Content-Digest", 'r', "Repr-Digest", 'w', "Want-Content-Digest", 'x', "Want-Repr-Digest");

    /** What was read of one field, when it was there and can be read. */
    private interface Reading<T> {
        Optional<T> in(Headers headers) throws IOException;
    }

    @FuzzTest(maxDuration = "30s")
    void aDigestIsTheContentsOrRefused(byte[] bytes) throws Exception {
        List<String> lines = new ArrayList<>(List.of("Host", "app.example"));
        lines.addAll(Wire.fields(Wire.text(bytes), NAMES));
        Headers headers = Headers.of(lines.toArray(String[]::new));
        for (Reading<ContentDigest> reading :
                List.<Reading<ContentDigest>>of(ContentDigest::in, ContentDigest::ofRepresentationIn)) {
            Optional<ContentDigest> stated = read(headers, reading);
            if (stated.isPresent()) {
                requireProof(stated.get());
            }
        }
        wanted(headers, "Want-Content-Digest", WantedDigests::in);
        wanted(headers, "Want-Repr-Digest", WantedDigests::ofRepresentationIn);
    }

    private static <T> Optional<T> read(Headers headers, Reading<T> reading) throws IOException {
        try {
            return reading.in(headers);
        } catch (DigestRefusedException refused) {
            assertThat(refused.reason()).isIn("parse", "too-large", "too-many");
            return Optional.empty();
        }
    }

    private static void requireProof(ContentDigest stated) throws IOException, NoSuchAlgorithmException {
        assertThat(ContentDigest.parse(stated.toString())).isEqualTo(stated);
        boolean right = !stated.algorithms().isEmpty();
        for (ContentDigest.Algorithm algorithm : stated.algorithms()) {
            byte[] actual = MessageDigest.getInstance(algorithm.key().toUpperCase(java.util.Locale.ROOT))
                    .digest(CONTENT);
            right &= MessageDigest.isEqual(actual, stated.stated(algorithm).orElseThrow());
        }
        boolean proven;
        try {
            stated.requireMatch(ByteBuffer.wrap(CONTENT));
            proven = true;
        } catch (DigestRefusedException refused) {
            assertThat(refused.reason()).isEqualTo(stated.algorithms().isEmpty() ? "digest-weak" : "digest");
            proven = false;
        }
        assertThat(proven).isEqualTo(right);
    }

    private static void wanted(Headers headers, String name, Reading<WantedDigests> reading) throws IOException {
        Optional<WantedDigests> wanted = read(headers, reading);
        if (wanted.isPresent() && !wanted.get().toString().isEmpty()) {
            assertThat(reading.in(Headers.of(name, wanted.get().toString()))).isEqualTo(wanted);
            wanted.get()
                    .best()
                    .ifPresent(
                            best -> assertThat(wanted.get().weight(best.key()).orElseThrow())
                                    .isBetween(1, 10));
        }
    }
}
