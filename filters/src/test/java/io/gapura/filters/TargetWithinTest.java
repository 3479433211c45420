package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetWithinTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            /app/orders/7,      /app,    /orders/7
            /app/orders/,       /app,    /orders/
            /app,               /app,    /
            /app/,              /app,    /
            /app/orders,        '',      /app/orders
            /app/orders,        /,       /app/orders
            /a/b/orders,        /a/b,    /orders
            /%61pp/orders,      /%61pp,  /orders
            /%61pp/orders,      /app,    /orders
            /x/../app/orders,   /app,    /orders
            /app;v=1/orders,    /app;v=1, /orders
            """)
    void rulesSeeThePathWithinTheApplication(String raw, String context, String within) {
        Target target = Target.parse(raw).within(context);
        assertThat(target.path()).isEqualTo(within);
        assertThat(target.rawPath()).isEqualTo(raw);
        assertThat(target.hardViolation()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/apple/orders, /app", "/other, /app", "/app/../other, /app", "/ap, /app", "/app/b, /app/b/c"})
    void aTargetOutsideOfTheApplicationIsAHardViolation(String raw, String context) {
        assertThat(Target.parse(raw).within(context).hardViolation()).contains(UriViolation.FORM);
    }

    @Test
    void whatWasFoundWrongStaysFound() {
        assertThat(Target.parse("/app/a//b").within("/app").violations()).containsExactly(UriViolation.EMPTY_SEGMENT);
        assertThat(Target.parse("/app/%00").within("/app").hardViolation()).contains(UriViolation.CONTROL);
        assertThat(Target.parse("/other/%00").within("/app").hardViolation()).contains(UriViolation.CONTROL);
    }

    @Test
    void theQueryAndTheAsteriskStay() {
        assertThat(Target.parse("/app/x?a=b").within("/app").rawQuery()).contains("a=b");
        assertThat(Target.parse("*").within("/app").rawPath()).isEqualTo("*");
    }
}
