package io.gapura.validation.icu;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.validation.constraints.Confusables;
import io.gapura.validation.constraints.Identifier;
import io.gapura.validation.constraints.TextConstraints;
import io.gapura.validation.constraints.TextRule;
import io.gapura.validation.constraints.TextViolation;
import java.lang.annotation.Annotation;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IcuConfusablesTest {
    record Strict(
            @Identifier(unicode = true, confusable = Confusables.REFUSE)
            String id) {}

    record Open(@Identifier(unicode = true) String id) {}

    private static TextRule rule(Class<? extends Record> type) {
        Annotation annotation = type.getRecordComponents()[0].getAccessor().getAnnotations()[0];
        return TextConstraints.standard().rule(annotation).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"рос", "раураl", "ѕсоре", "ооо", "ΟΡΑ", "ａｂｃ", "аррӏе", "օօ"})
    void whatLooksLikeAsciiIsRefused(String text) {
        TextViolation found = rule(Strict.class).refusal(text);
        if (rule(Open.class).refusal(text) == null) {
            assertThat(found).isEqualTo(TextViolation.IDENTIFIER_CONFUSABLE);
        } else {
            assertThat(found).isEqualTo(TextViolation.IDENTIFIER_MIXED_SCRIPT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"paypal", "l1I0O", "Пётр", "заказ", "école", "straße", "注文", "カタカナ", "한국", "αβγ"})
    void whatLooksLikeItselfPasses(String text) {
        assertThat(rule(Strict.class).refusal(text)).isNull();
    }

    @Property
    void anIdentifierInAsciiLooksLikeItself(@ForAll @AlphaChars @StringLength(min = 1, max = 64) String text) {
        assertThat(rule(Strict.class).refusal(text)).isNull();
    }

    @Property
    void noTextMakesItThrow(@ForAll String text) {
        assertThat(new IcuConfusables().looksLikeAscii("a" + text.replaceAll("[^\\x00-\\x7F]", "")))
                .isFalse();
        new IcuConfusables().looksLikeAscii(text);
    }
}
