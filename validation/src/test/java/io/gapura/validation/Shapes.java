package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gapura.filters.Rejection;
import io.gapura.validation.constraints.OneOf;
import io.gapura.validation.constraints.SingleLine;
import jakarta.validation.constraints.NotNull;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads JSON against the shape of a type, and says what does not fit. */
final class Shapes {
    private Shapes() {}

    enum Speed {
        SLOW,
        @JsonProperty("quick")
        FAST
    }

    record Address(
            @NotNull @SingleLine(max = 20) String street,
            @OneOf({"ID", "DE"}) String country) {}

    static JsonGuard guard(Type type) {
        return JsonGuard.of(JsonLimits.DEFAULTS, JsonShape.of(type));
    }

    /** {@code /pointer code}, joined. */
    static String wrong(JsonGuard guard, String document) {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        Optional<Rejection> whole = Watched.whole(guard.open(), bytes);
        assertThat(shown(Watched.byteByByte(guard.open(), bytes))).isEqualTo(shown(whole));
        return shown(whole);
    }

    static String shown(Optional<Rejection> rejection) {
        return rejection
                .map(refused -> refused.violations().stream()
                        .map(each -> each.at() + " " + each.code())
                        .collect(Collectors.joining(", ")))
                .orElse("");
    }
}
