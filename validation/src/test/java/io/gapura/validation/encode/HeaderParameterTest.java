package io.gapura.validation.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderParameterTest {
    @Test
    void quietAsciiIsOneParameter() {
        assertThat(HeaderParameter.of("filename", "report 1.pdf")).isEqualTo("filename=\"report 1.pdf\"");
    }

    @Test
    void otherTextIsWrittenForOldReadersAndForNewOnes() {
        assertThat(HeaderParameter.of("title", "€ rates"))
                .isEqualTo("title=\"_ rates\"; title*=UTF-8''%E2%82%AC%20rates");
        assertThat(HeaderParameter.of("filename", "a\"; x=\"b\\%41\r\nSet-Cookie: c"))
                .isEqualTo("filename=\"a_; x=_b__41__Set-Cookie: c\""
                        + "; filename*=UTF-8''a%22%3B%20x%3D%22b%5C%2541%0D%0ASet-Cookie%3A%20c");
    }

    /** The example of RFC 8187 §3.2.2. */
    @Test
    void theExtendedFormStandsAlone() {
        assertThat(HeaderParameter.extended("title", "£ and € rates"))
                .isEqualTo("title*=UTF-8''%C2%A3%20and%20%E2%82%AC%20rates");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a;b", "a=b", "ä", "a*", "a\r\n", "a\""})
    void aNameThatIsNoTokenIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> HeaderParameter.of(name, "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> HeaderParameter.extended(name, "x"));
    }

    @Test
    void aNameHasABound() {
        assertThat(HeaderParameter.of("a".repeat(64), "x")).endsWith("=\"x\"");
        assertThatIllegalArgumentException().isThrownBy(() -> HeaderParameter.of("a".repeat(65), "x"));
    }

    @Test
    void halfOfASurrogatePairIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> HeaderParameter.of("filename", "\uD83D"));
    }

    @Property(tries = 300)
    void whatIsWrittenReadsBack(@ForAll String text) {
        Assume.that(Text.isWhole(text));
        String field = HeaderParameter.of("filename", text);
        assertThat(field).matches("[ -~]*");
        int extended = field.indexOf("; filename*=UTF-8''");
        String plain = extended < 0 ? field : field.substring(0, extended);
        assertThat(plain).matches("filename=\"[^\"\\\\%]*\"");
        assertThat(
                        extended < 0
                                ? plain.substring(10, plain.length() - 1)
                                : Text.decoded(field.substring(extended + 19)))
                .isEqualTo(text);
    }
}
