package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportServletTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tea|\"tea\"",
                "``|\"\"",
                "a,b|\"a,b\"",
                "say \"hi\"|\"say \"\"hi\"\"\"",
                "=1+1|\"'=1+1\"",
                "+1|\"'+1\"",
                "-1|\"'-1\"",
                "@SUM(A1)|\"'@SUM(A1)\"",
                "`\ttab`|`\"'\ttab\"`",
                "1-1|\"1-1\""
            })
    void aCellIsTextAndNeverAFormula(String value, String cell) {
        Order order = new Order("1", value, 3, -450, Order.Status.OPEN, "people:rani", null, null, 0);

        assertThat(ReportServlet.line(order)).isEqualTo("\"1\"," + cell + ",3,-450,\"OPEN\",\"people:rani\",\"\"\r\n");
    }
}
