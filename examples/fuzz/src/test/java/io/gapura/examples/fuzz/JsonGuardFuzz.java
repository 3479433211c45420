package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.gapura.filters.BodyGuard;
import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Rejection;
import io.gapura.validation.JsonGuard;
import io.gapura.validation.JsonLimits;
import io.gapura.validation.JsonShape;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** JSON is refused in our words or read by another parser of it to its end, whatever pieces it comes in. */
class JsonGuardFuzz {
    private static final JsonLimits LIMITS =
            JsonLimits.DEFAULTS.depth(8).tokens(200).string(100);
    private static final JsonGuard GUARD = JsonGuard.of(LIMITS);
    private static final JsonGuard SHAPED = JsonGuard.of(LIMITS, JsonShape.of(Parcel.class));
    private static final JsonFactory OTHER = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Of every form of a value. */
    record Parcel(
            @NotNull @Size(max = 5) String to,
            @Min(1) @Max(9) int grams,
            double price,
            boolean gift,
            @Size(max = 3) List<@NotNull String> tags,
            Parcel below) {}

    @FuzzTest(maxDuration = "30s")
    void aDocumentIsReadByOthersAsWellOrRefused(byte[] bytes) throws IOException {
        int cut = bytes.length == 0 ? 0 : (bytes[0] & 0xFF) % bytes.length;
        Optional<Rejection> whole = watched(GUARD.open(), bytes, bytes.length);
        assertThat(word(watched(GUARD.open(), bytes, cut))).isEqualTo(word(whole));
        assertThat(word(watched(SHAPED.open(), bytes, cut))).isEqualTo(word(watched(SHAPED.open(), bytes, 1)));
        if (whole.isEmpty()) {
            try (JsonParser parser = OTHER.createParser(bytes)) {
                while (parser.nextToken() != null) {
                    assertThat(parser.getText()).isNotNull();
                }
            }
        }
    }

    private static String word(Optional<Rejection> rejection) {
        return rejection.map(refused -> refused.reason() + refused.violations()).orElse("accepted");
    }

    private static Optional<Rejection> watched(BodyGuard guard, byte[] bytes, int cut) {
        int first = Math.min(cut, bytes.length);
        try {
            guard.bytes(bytes, 0, first);
            guard.bytes(bytes, first, bytes.length - first);
            guard.end();
            return Optional.empty();
        } catch (BodyRejectedException refused) {
            Wire.assertDeclared(refused.rejection());
            return Optional.of(refused.rejection());
        }
    }
}
