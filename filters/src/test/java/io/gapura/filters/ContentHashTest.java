package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentHashTest {
    /** FIPS 180-2, appendix B.1. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void itIsTheSha256OfTheContent() {
        assertThat(ContentHash.of("abc").hex()).isEqualTo(ABC);
        assertThat(ContentHash.of("abc".getBytes(StandardCharsets.US_ASCII))).isEqualTo(new ContentHash(ABC));
        assertThat(ContentHash.of("abc").brief()).isEqualTo("ba7816bf");
        assertThat(ContentHash.of("abc").bytes()).isEqualTo(HexFormat.of().parseHex(ABC));
        assertThat(ContentHash.of("\u00e9")).isEqualTo(ContentHash.of(new byte[] {(byte) 0xC3, (byte) 0xA9}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"})
    void whatIsNoHashIsRefused(String text) {
        assertThatThrownBy(() -> new ContentHash(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
