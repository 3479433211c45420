package io.gapura.validation.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.HeaderLine;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownloadsTest {
    private static StoredFile file(String name, FileType type) {
        return new StoredFile("0".repeat(32), name, type, 7, "", "ayu", Instant.EPOCH);
    }

    @Test
    void aFileIsHandedOutWithTheTypeThatWasVerified() {
        Map<String, String> headers = new LinkedHashMap<>();
        Downloads.attachment(file("scan.pdf", FileType.PDF), headers::put);
        assertThat(headers)
                .containsExactly(
                        Map.entry("Content-Type", "application/pdf"),
                        Map.entry("Content-Length", "7"),
                        Map.entry("Content-Disposition", "attachment; filename=\"scan.pdf\""),
                        Map.entry("X-Content-Type-Options", "nosniff"),
                        Map.entry("Content-Security-Policy", "sandbox; default-src 'none'"),
                        Map.entry("Cross-Origin-Resource-Policy", "same-origin"));
    }

    @Test
    void textIsSaidToBeUtf8() {
        assertThat(Downloads.attachment(file("a.txt", FileType.TEXT)))
                .contains(new HeaderLine("Content-Type", "text/plain; charset=utf-8"));
    }

    @ParameterizedTest
    @CsvSource({
        "a b.txt, 'attachment; filename=\"a b.txt\"'",
        "naïve.txt, 'attachment; filename=\"na_ve.txt\"; filename*=UTF-8''''na%C3%AFve.txt'",
        "€ rates.txt, 'attachment; filename=\"_ rates.txt\"; filename*=UTF-8''''%E2%82%AC%20rates.txt'",
        "𝔘.txt, 'attachment; filename=\"_.txt\"; filename*=UTF-8''''%F0%9D%94%98.txt'",
        "100%.txt, 'attachment; filename=\"100_.txt\"; filename*=UTF-8''''100%25.txt'",
    })
    void aNameIsSaidInAsciiAndAsItIs(String name, String expected) {
        assertThat(Downloads.disposition(name)).isEqualTo(expected);
    }

    @Property
    void noNameCanEndTheFieldOrAddAParameter(@ForAll String name) {
        // half of a surrogate pair is in no name that was checked
        Assume.that(name.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF));
        String field = Downloads.disposition(name);
        assertThat(field)
                .matches(
                        "attachment; filename=\"[^\"\\\\%\\p{Cntrl}]*\"(; filename\\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]*)?");
        assertThat(new HeaderLine("Content-Disposition", field).value()).isEqualTo(field);
        int extended = field.indexOf("UTF-8''");
        if (extended >= 0) {
            String value = field.substring(extended + 7).replace("+", "%2B");
            byte[] expected = name.getBytes(StandardCharsets.UTF_8);
            assertThat(URLDecoder.decode(value, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8))
                    .isEqualTo(expected);
        }
    }
}
