package io.gapura.validation.encode;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowTest {
    @Test
    void aLineIsWrittenAsRfc4180Says() {
        assertThat(CsvRow.of()
                        .text("Ayu")
                        .text("a,b;\"c\"\r\nd")
                        .text("")
                        .number(-5)
                        .number(7))
                .hasToString("\"Ayu\",\"a,b;\"\"c\"\"\r\nd\",\"\",-5,7\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "\tx",
                "\rx",
                "\nx",
                "=",
                " =1+1",
                "\u00A0=1",
                "\uFF1D1",
                "\uFF0B1",
                "\uFF0D1",
                "\uFF201",
                " \t"
            })
    void whatASpreadsheetWouldRunGetsAnApostrophe(String text) {
        assertThat(CsvRow.of().text(text)).hasToString("\"'" + text + "\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1", "1-2", "a@b.example", "'=1", "a\tb", "#1", " ", "   a=", "O'Brien", ""})
    void otherTextStays(String text) {
        assertThat(CsvRow.of().text(text)).hasToString("\"" + text + "\"\r\n");
    }

    @Test
    void aNumberIsWrittenInFull() {
        assertThat(CsvRow.of().number(new BigDecimal("-1.50")).number(new BigDecimal("1E+3")))
                .hasToString("-1.50,1000\r\n");
    }

    @Test
    void aRefinedLineIsACopy() {
        CsvRow first = CsvRow.of().text("a");
        first.text("b");
        assertThat(first).hasToString("\"a\"\r\n");
    }

    @Property(tries = 300)
    void aLineReadsBack(@ForAll @Size(min = 1, max = 5) List<String> texts) {
        CsvRow row = CsvRow.of();
        for (String each : texts) {
            row = row.text(each);
        }
        List<List<String>> read = Reader.read(row + "\"next\"\r\n");
        assertThat(read).hasSize(2);
        assertThat(read.get(1)).containsExactly("next");
        assertThat(read.get(0)).hasSameSizeAs(texts);
        for (int i = 0; i < texts.size(); i++) {
            String cell = read.get(0).get(i);
            assertThat(cell).isIn(texts.get(i), "'" + texts.get(i));
            assertThat(cell).doesNotMatch("(?s)[\\s\u00A0]*[=+@\t\r\n-].*");
        }
    }

    /** Knows no more than the grammar of the RFC. */
    private static final class Reader {
        static List<List<String>> read(String file) {
            List<List<String>> lines = new ArrayList<>();
            List<String> line = new ArrayList<>();
            StringBuilder cell = new StringBuilder();
            boolean quoted = false;
            for (int i = 0; i < file.length(); i++) {
                char c = file.charAt(i);
                boolean twice = c == '"' && quoted && i + 1 < file.length() && file.charAt(i + 1) == '"';
                if (twice) {
                    cell.append('"');
                    i++;
                } else if (c == '"') {
                    quoted = !quoted;
                } else if (!quoted && (c == ',' || c == '\n')) {
                    line.add(cell.toString());
                    cell.setLength(0);
                    if (c == '\n') {
                        lines.add(line);
                        line = new ArrayList<>();
                    }
                } else if (quoted || c != '\r') {
                    cell.append(c);
                }
            }
            return lines;
        }
    }
}
